package org.lvsh.shell.exchange;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.diagnostic.Diagnostic;

/**
 * What was read out of a foreign file or kernel.
 *
 * @param state what could be carried over; where there are errors, the rest of it
 * @param names what each service of the state is to be called; those of both address families on
 *     one mark may share a name
 * @param notCarried the parts that have no counterpart, in the order of the files
 * @param remarks what was decided without being said, in a fixed order
 * @param errors what is wrong with the files, in their order; all of it, not the first alone
 */
public record Imported(
    Snapshot state,
    Map<ServiceKey, String> names,
    List<NotCarried> notCarried,
    List<Remark> remarks,
    List<Diagnostic> errors) {
  public Imported {
    Objects.requireNonNull(state);
    names = Collections.unmodifiableMap(new TreeMap<>(names));
    notCarried = List.copyOf(notCarried);
    remarks = List.copyOf(remarks);
    errors = List.copyOf(errors);
    if (!names.keySet().equals(state.services().keySet())) {
      throw new IllegalArgumentException("services and names differ");
    }
  }
}
