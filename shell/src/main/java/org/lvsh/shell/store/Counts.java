package org.lvsh.shell.store;

/**
 * How much a plan changes.
 *
 * @param add services that come
 * @param change services that change in place
 * @param replace services whose connections end
 * @param remove services that go
 * @param operations what the kernel is asked to do
 */
public record Counts(long add, long change, long replace, long remove, long operations) {
  /** Nothing at all. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0);
}
