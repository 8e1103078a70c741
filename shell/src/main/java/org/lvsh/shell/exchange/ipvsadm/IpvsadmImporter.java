package org.lvsh.shell.exchange.ipvsadm;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.ForeignFile;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.Importer;
import org.lvsh.shell.exchange.MachineNames;
import org.lvsh.shell.exchange.MadeUpNames;
import org.lvsh.shell.exchange.SimilarServices;
import org.lvsh.shell.exchange.netfilter.MarkedServices;
import org.lvsh.shell.exchange.netfilter.PacketFilter;
import org.lvsh.shell.exchange.script.ScriptReader;

/**
 * Reads what {@code ipvsadm -S} prints and scripts of ipvsadm lines, with what sets the marks
 * beside it or in the same file. Every line is carried out on an empty table; what is left at the
 * end is the state.
 */
public final class IpvsadmImporter implements Importer {
  /** The most characters of a file: what comes of them takes some hundred times as much memory. */
  static final int LARGEST = 8 << 20;

  /** Mistakes that any text makes which is no script. */
  private static final Set<String> OF_SCRIPTS = Set.of("bad-script", "open-quote");

  private final MachineNames names;

  public IpvsadmImporter(MachineNames names) {
    this.names = names;
  }

  @Override
  public Imported read(List<ForeignFile> files) {
    Findings findings = new Findings();
    IpvsTable table = new IpvsTable(findings);
    PacketFilter filter = new PacketFilter(names, findings);
    Lines lines = new Lines(table, filter, names, findings);
    for (ForeignFile file : files) {
      Source source = file.source();
      findings.begin(source);
      read(source, lines, filter, findings);
    }
    return isOfAnotherKind(lines, findings)
        ? nothing(files.get(0).source())
        : imported(table, filter, findings);
  }

  /**
   * Whether nothing in it is for ipvsadm; a file that is no script then has mistakes of its own.
   */
  private static boolean isOfAnotherKind(Lines lines, Findings findings) {
    return lines.count() == 0
        && findings.errors().stream().allMatch(one -> OF_SCRIPTS.contains(one.code()));
  }

  private static Imported nothing(Source first) {
    Findings findings = new Findings();
    findings.error(
        "nothing-to-import",
        new Span(first, 0, 0),
        first.name() + " holds no line of ipvsadm",
        "is it another format? ipvsadm -S -n prints what can be imported");
    return new Imported(Snapshot.EMPTY, Map.of(), List.of(), List.of(), findings.errors());
  }

  private static void read(Source source, Lines lines, PacketFilter filter, Findings findings) {
    if (source.text().length() > LARGEST) {
      findings.error(
          "file-too-large",
          new Span(source, 0, 0),
          "%s is larger than %d MiB".formatted(source.name(), LARGEST >> 20),
          "import it in parts");
    } else if (PacketFilter.isNft(source)) {
      filter.takeNft(source);
    } else {
      ScriptReader.read(source, lines, findings);
    }
  }

  private Imported imported(IpvsTable table, PacketFilter filter, Findings findings) {
    NavigableMap<ServiceKey, ServiceEntry> services = table.services();
    MarkedServices marked =
        new MarkedServices(services, services.keySet(), filter.packets(), findings);
    NavigableMap<ServiceKey, String> called =
        MadeUpNames.of(services.keySet(), marked.examples(), marked.joined(), List.of());
    if (!called.isEmpty()) {
      findings.remark("the names of the services are made up from their ports");
    }
    Snapshot state =
        new Snapshot(
            services,
            marked.rules(),
            ownership(called, marked),
            table.timeouts(),
            Optional.empty(),
            table.daemons(),
            table.settings());
    SimilarServices.tell(state, called, findings);
    return new Imported(
        state, called, findings.notCarried(), findings.remarks(), findings.errors());
  }

  private static NavigableMap<ServiceKey, Ownership> ownership(
      NavigableMap<ServiceKey, String> called, MarkedServices marked) {
    NavigableMap<ServiceKey, Ownership> ownership = new TreeMap<>();
    called.forEach(
        (key, name) ->
            ownership.put(
                key, new Ownership(key, name, "import", Optional.empty(), marked.claim(key))));
    return ownership;
  }
}
