package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;

/** Refuses every statement that is neither a declaration nor an edit. */
abstract class ChangesOnly implements Statement.Cases<Void> {
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /** What has been told so far, to be added to. */
  final List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  @Override
  public Void undo(Statement.Undo statement) {
    return notAChange(statement);
  }

  @Override
  public Void discard(Statement.Discard statement) {
    return notAChange(statement);
  }

  @Override
  public Void plan(Statement.Plan statement) {
    return notAChange(statement);
  }

  @Override
  public Void apply(Statement.Apply statement) {
    return notAChange(statement);
  }

  @Override
  public Void history(Statement.History statement) {
    return notAChange(statement);
  }

  @Override
  public Void rollback(Statement.Rollback statement) {
    return notAChange(statement);
  }

  @Override
  public Void drain(Statement.Drain statement) {
    return notAChange(statement);
  }

  @Override
  public Void undrain(Statement.Undrain statement) {
    return notAChange(statement);
  }

  @Override
  public Void confirm(Statement.Confirm statement) {
    return notAChange(statement);
  }

  @Override
  public Void recover(Statement.Recover statement) {
    return notAChange(statement);
  }

  @Override
  public Void check(Statement.Check statement) {
    return notAChange(statement);
  }

  @Override
  public Void format(Statement.Format statement) {
    return notAChange(statement);
  }

  @Override
  public Void importing(Statement.Import statement) {
    return notAChange(statement);
  }

  @Override
  public Void export(Statement.Export statement) {
    return notAChange(statement);
  }

  @Override
  public Void show(Statement.Show statement) {
    return notAChange(statement);
  }

  @Override
  public Void trace(Statement.Trace statement) {
    return notAChange(statement);
  }

  @Override
  public Void watch(Statement.Watch statement) {
    return notAChange(statement);
  }

  @Override
  public Void explain(Statement.Explain statement) {
    return notAChange(statement);
  }

  @Override
  public Void probe(Statement.Probe statement) {
    return notAChange(statement);
  }

  @Override
  public Void doctor(Statement.Doctor statement) {
    return notAChange(statement);
  }

  @Override
  public Void zero(Statement.Zero statement) {
    return notAChange(statement);
  }

  @Override
  public Void simulate(Statement.Simulate statement) {
    return notAChange(statement);
  }

  @Override
  public Void clock(Statement.Clock statement) {
    return notAChange(statement);
  }

  @Override
  public Void help(Statement.Help statement) {
    return notAChange(statement);
  }

  @Override
  public Void version(Statement.Version statement) {
    return notAChange(statement);
  }

  @Override
  public Void exit(Statement.Exit statement) {
    return notAChange(statement);
  }

  private Void notAChange(Statement statement) {
    diagnostics.add(Unknown.change(statement));
    return null;
  }
}
