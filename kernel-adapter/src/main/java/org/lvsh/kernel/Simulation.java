package org.lvsh.kernel;

import java.time.Duration;

/**
 * What a kernel without a network can be told besides: that clients come, and that time passes. Its
 * clock stands still otherwise.
 */
public interface Simulation {

  /**
   * Lets clients come, each of which makes a connection to every target and then says nothing more,
   * so that it ends when its idle time is over. The connections of one client are made at once; the
   * clients come one after another, evenly over the time given, and the clock moves on by it.
   *
   * @throws KernelException where the state cannot be read or kept; nobody has come then
   */
  Visits visit(Visitors visitors);

  /**
   * Moves the clock.
   *
   * @param duration from 0
   * @throws KernelException where the state cannot be read or kept; the clock stands still then
   */
  Passage forward(Duration duration);
}
