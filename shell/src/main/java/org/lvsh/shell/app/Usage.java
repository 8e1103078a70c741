package org.lvsh.shell.app;

/** How lvsh is called. */
final class Usage {
  static final String TEXT =
      """
      lvsh: the shell of a Linux Virtual Server director

      lvsh [OPTION…]                 the prompt
      lvsh [OPTION…] SCRIPT.lvs      runs a script
      lvsh [OPTION…] STATEMENT…      carries out one statement, such as: lvsh plan shop.lvs
      lvsh [OPTION…] -               reads statements from standard input

        --kernel live|simulated
                              the kernel to work on (also LVSH_KERNEL): this machine's, which
                              it is where nothing is said, or one to try things out on
        --state FILE          where a simulated kernel keeps itself between runs
        --yes                 apply without a question
        --replace             let apply replace services where nobody can be asked
        --prune               let plan and apply of a file remove the services that it made and
                              no longer speaks of; --prune-all also where none is left
        --check               let format only say whether a file would change (status 2)
        --firewall nftables|iptables
                              what keeps mark rules and names, and what 'plan as commands'
                              writes for: where nothing is said, what the machine has
        --color auto|always|never
        --help, --version

      Exit status: 0 done (plan: nothing to change), 1 failed, 2 there are changes that were
      not applied, 64 wrong usage. 'lvsh help' lists the statements.
      """;

  private Usage() {}
}
