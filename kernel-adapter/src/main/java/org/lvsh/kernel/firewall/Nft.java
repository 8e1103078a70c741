package org.lvsh.kernel.firewall;

/** What carries out commands of nft; the tests have one without a kernel. */
interface Nft {
  /**
   * Asks for listings.
   *
   * @param commands JSON as in {@code libnftables-json(5)}
   * @return what they print, in JSON, all numbers as numbers
   * @throws org.lvsh.kernel.KernelException where one is refused, with the words of nft
   * @throws FirewallMissingException where there is no nft
   */
  String run(String commands);

  /**
   * Makes sure that there is one.
   *
   * @throws FirewallMissingException where there is none
   */
  void require();

  /**
   * Lists as text and without the elements of sets and maps.
   *
   * @param command a command as in {@code nft(8)}
   * @throws org.lvsh.kernel.KernelException where it is refused, with the words of nft
   * @throws FirewallMissingException where there is no nft
   */
  String outline(String command);
}
