package org.lvsh.shell.command;

/**
 * What {@code help} says of a statement; the page itself is read when somebody asks for it.
 *
 * @param group the heading it stands under
 * @param summary one line
 */
record Topic(String verb, String group, String summary) {
  static final String DECLARE = "Declare";
  static final String EDIT = "Edit";
  static final String REVIEW = "Review and change";
  static final String LOOK = "Look";
  static final String SIMULATED = "Simulated kernel only";
  static final String SHELL = "The shell";
}
