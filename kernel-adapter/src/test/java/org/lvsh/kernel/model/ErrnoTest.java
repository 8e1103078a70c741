package org.lvsh.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrnoTest {
  @Test
  void eachHasTheNameThatItIsCalledBy() throws IllegalAccessException {
    List<Field> constants =
        Stream.of(Errno.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .toList();
    assertEquals(21, constants.size());
    for (Field constant : constants) {
      assertEquals(constant.getName(), constant.get(null).toString());
    }
  }

  @Test
  void whatHasNoNameHereHasANumber() {
    assertEquals("errno 524", new Errno(524).toString());
    assertEquals(Errno.EHOSTUNREACH, new Errno(113));
    assertThrows(IllegalArgumentException.class, () -> new Errno(0));
    assertThrows(IllegalArgumentException.class, () -> new Errno(4096));
  }
}
