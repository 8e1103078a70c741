package org.lvsh.shell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.Progress;

/** Nothing that is asked of the kernel gets lost on the way to it. */
class WatchedKernelTest {
  private final List<String> asked = new ArrayList<>();
  private final List<String> begun = new ArrayList<>();

  private final Kernel behind =
      (Kernel)
          Proxy.newProxyInstance(
              Kernel.class.getClassLoader(),
              new Class<?>[] {Kernel.class},
              (proxy, method, arguments) -> {
                asked.add(method.getName());
                return method.getReturnType() == boolean.class ? false : null;
              });

  private final Working working =
      new Working() {
        @Override
        public Work begin(String what) {
          begun.add(what);
          return Work.UNSEEN;
        }

        @Override
        public Work beginChange(String what) {
          throw new AssertionError("reading changes nothing");
        }
      };

  static Stream<Method> everything() {
    return Stream.of(Kernel.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void itIsAskedOfTheKernelBehind(Method method) throws ReflectiveOperationException {
    Object[] arguments =
        Stream.of(method.getParameterTypes()).map(WatchedKernelTest::any).toArray();
    if (Stream.of(arguments).anyMatch(Progress.class::isInstance) && arguments.length == 1) {
      // Whoever brings something to report to needs no other.
      return;
    }
    try {
      method.invoke(new WatchedKernel(behind, working), arguments);
    } catch (InvocationTargetException failed) {
      throw new AssertionError(failed.getCause());
    }
    assertEquals(List.of(method.getName()), asked);
    boolean isLong = List.of("read", "statistics", "connections").contains(method.getName());
    assertEquals(isLong ? 1 : 0, begun.size());
  }

  private static Object any(Class<?> type) {
    if (type == List.class) {
      return List.of();
    }
    if (type == Optional.class) {
      return Optional.empty();
    }
    return type == Consumer.class ? (Consumer<Object>) one -> {} : Progress.SILENT;
  }
}
