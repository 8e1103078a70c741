package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.lvsh.kernel.firewall.NftText;
import org.lvsh.kernel.model.MarkRule;

/**
 * Mark rules by nft(8), in the very table that lvsh keeps them in itself, so that the commands fit
 * one that it has made. A chain is flushed and filled by one command, so that no packet passes it
 * while it is empty.
 */
final class NftablesCommands implements FirewallCommands {

  @Override
  public List<String> preparation(Collection<MarkRule> added) {
    List<String> lines =
        new ArrayList<>(NftText.table().stream().map(NftablesCommands::command).toList());
    for (String hook : NftText.hooks()) {
      lines.add(command(NftText.chain(hook)));
      List<String> anew = new ArrayList<>(List.of(NftText.flush(hook)));
      anew.addAll(NftText.rules(hook));
      lines.add("nft '" + String.join("; ", anew) + "'");
    }
    return lines;
  }

  /** Braces mean something to a shell. */
  private static String command(String text) {
    int brace = text.indexOf('{');
    return brace < 0
        ? "nft " + text
        : "nft %s'%s'".formatted(text.substring(0, brace), text.substring(brace));
  }

  @Override
  public List<String> add(MarkRule rule) {
    return List.of(command(NftText.add(rule)));
  }

  @Override
  public List<String> remove(MarkRule rule) {
    return List.of(command(NftText.delete(rule)));
  }
}
