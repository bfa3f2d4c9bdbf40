// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zmq.SocketBase;
import zmq.pipe.Pipe;
import zmq.socket.radiodish.Radio;

/**
 * The members of each group of one {@code radio}, each once. For the loop thread, and for JeroMQ's
 * when the socket is closed.
 *
 * <p>JeroMQ's own has a peer as often as it says that it joins, and forgets it once when it is
 * gone: whoever joins twice and leaves, over and over, fills the memory for good. So this takes its
 * place in a new socket. The field is private to JeroMQ 0.6.0: if it is another or out of reach (on
 * the module path, unless {@code --add-opens org.zeromq.jeromq/zmq.socket.radiodish=io.zmqchans})
 * nothing is touched.
 */
@SuppressWarnings("serial") // nobody writes it
final class RadioMembers extends HashMap<String, List<Pipe>> {
  private static final Field FIELD = find();

  private static final class Once extends ArrayList<Pipe> {
    @Override
    public boolean add(Pipe pipe) {
      return !contains(pipe) && super.add(pipe);
    }
  }

  private RadioMembers() {}

  private static Field find() {
    try {
      return PrivateField.open(Radio.class, "subscriptions", Map.class);
    } catch (NoSuchFieldException e) {
      return null;
    }
  }

  /** For a new socket, before it binds or connects. */
  static void mend(SocketBase radio) {
    try {
      if (FIELD != null) {
        FIELD.set(radio, new RadioMembers());
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(e); // it is accessible, or there would be no FIELD
    }
  }

  /** JeroMQ puts a new, empty list. */
  @Override
  public List<Pipe> put(String group, List<Pipe> empty) {
    return super.put(group, new Once());
  }
}
