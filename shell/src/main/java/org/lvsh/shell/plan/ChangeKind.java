package org.lvsh.shell.plan;

/** What happens to a service, a server or a rule. */
public enum ChangeKind {
  ADD("+"),
  CHANGE("~"),
  /** A new service takes the place of the old one, whose connections and templates end. */
  REPLACE("-/+"),
  REMOVE("-");

  private final String sign;

  ChangeKind(String sign) {
    this.sign = sign;
  }

  /** The sign in front of a line. */
  public String sign() {
    return sign;
  }
}
