package org.lvsh.language.format;

import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.ServerOption;
import org.lvsh.language.ast.ServiceOption;
import org.lvsh.language.ast.TransportProtocol;
import org.lvsh.language.diagnostic.Span;

/**
 * A tree as text that says everything but where it was read. The order of options, and of the
 * protocols among them, means nothing and is not said either.
 */
final class TreeWithoutSpans {
  private TreeWithoutSpans() {}

  static String of(Object node) {
    if (node instanceof List<?> list) {
      return list(list);
    }
    if (node instanceof Optional<?> optional) {
      return optional.map(TreeWithoutSpans::of).orElse("nothing");
    }
    if (node instanceof Record tree) {
      return node(tree);
    }
    if (node instanceof InetAddress address) {
      return address.getHostAddress();
    }
    return leaf(node);
  }

  private static String leaf(Object node) {
    boolean known =
        node instanceof String
            || node instanceof Number
            || node instanceof Boolean
            || node instanceof Enum<?>
            || node instanceof OptionalLong
            || node instanceof java.time.Duration;
    if (!known) {
      throw new AssertionError("no leaf of a tree: " + node);
    }
    return "'" + node + "'";
  }

  private static String list(List<?> list) {
    List<String> all = list.stream().map(TreeWithoutSpans::of).toList();
    boolean unordered = !list.isEmpty() && meansNoOrder(list.get(0));
    return unordered ? new TreeSet<>(all).toString() : all.toString();
  }

  private static boolean meansNoOrder(Object one) {
    return one instanceof ServiceOption
        || one instanceof ServerOption
        || (one instanceof Located<?> located && located.value() instanceof TransportProtocol);
  }

  private static String node(Record node) {
    List<String> parts = new ArrayList<>();
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      if (component.getType() != Span.class) {
        parts.add(component.getName() + "=" + of(value(node, component)));
      }
    }
    return node.getClass().getSimpleName() + parts;
  }

  private static Object value(Record node, RecordComponent component) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(impossible.getMessage(), impossible);
    }
  }
}
