// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.lang.reflect.Field;

/** JeroMQ's private fields, as far as they are what is known of them. Any thread may call it. */
final class PrivateField {
  private PrivateField() {}

  /** Opens one; fails if there is no such field of this type, or if it is out of reach. */
  static Field open(Class<?> owner, String name, Class<?> type) throws NoSuchFieldException {
    Field field = owner.getDeclaredField(name);
    if (field.getType() != type || !field.trySetAccessible()) {
      throw new NoSuchFieldException(name);
    }
    return field;
  }
}
