// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Takes out of a configuration what an error message says is wrong, by the JSON path that it begins
 * with, so that the next error can be found. What must not be missing gets a stand-in, and so do
 * elements of arrays, so that paths stay what they are. For one thread.
 */
final class Mender {
  private static final String STAND_IN = "stand-in-";

  private static final Map<String, String> ELEMENTS =
      Map.of(
          "attach", "@inproc://x",
          "bind", "inproc://x",
          "connect", "inproc://x",
          "subscribe", "",
          "allow", "::1",
          "deny", "::1");

  private final JsonObject config;
  private final Set<String> reported = new HashSet<>();
  private int standIns;

  /** Of a copy that it may change. */
  Mender(JsonObject config) {
    this.config = config;
  }

  /** Whether a name is made up here. */
  static boolean isStandIn(String name) {
    return name.startsWith(STAND_IN);
  }

  JsonObject config() {
    return config;
  }

  /** One step of a path: a key of an object or an index of an array, and what that is part of. */
  private record Place(Place parent, Object container, Object key, int end) {
    Object value() {
      return container instanceof JsonObject object
          ? object.getValue((String) key)
          : ((JsonArray) container).getValue((Integer) key);
    }

    void put(Object value) {
      if (container instanceof JsonObject object) {
        object.put((String) key, value);
      } else {
        ((JsonArray) container).set((Integer) key, value);
      }
    }

    boolean isElement() {
      return container instanceof JsonArray;
    }
  }

  /** Whether nothing was wrong there before; what is missing after it was taken out isn't news. */
  boolean isNew(String error) {
    Place place = find(error);
    return place == null || reported.add(error.substring(0, place.end));
  }

  /** Returns whether anything could be changed. */
  boolean mend(String error) {
    Place place = find(error);
    if (place == null) {
      return false;
    }
    if (place.container instanceof JsonObject object && !object.containsKey((String) place.key)) {
      return add(place, object);
    } else if (place.container instanceof JsonObject object) {
      object.remove((String) place.key);
    } else {
      replace(place);
    }
    return true;
  }

  private boolean add(Place missing, JsonObject object) {
    if (missing.key.equals("name") || missing.key.toString().endsWith("end")) {
      object.put((String) missing.key, STAND_IN + standIns++);
      return true;
    } else if (missing.parent == null) {
      return false;
    } else if (missing.parent.isElement()) {
      replace(missing.parent);
    } else {
      ((JsonObject) missing.parent.container).remove((String) missing.parent.key);
    }
    return true;
  }

  private void replace(Place element) {
    Object of = element.parent.key;
    JsonObject named = new JsonObject().put("name", STAND_IN + standIns++);
    if (of.equals("sockets")) {
      element.put(named.put("type", "dealer"));
    } else if (of.equals("bridges")) {
      element.put(named.put("bind", "inproc://x"));
    } else if (of.equals("proxies")) {
      String back = STAND_IN + standIns++;
      element.put(new JsonObject().put("frontend", named.getString("name")).put("backend", back));
    } else if (of.equals("inbound") || of.equals("outbound")) {
      element.put(new JsonObject().put("address", "x"));
    } else if (ELEMENTS.containsKey(of)) {
      element.put(ELEMENTS.get(of));
    } else {
      ((JsonObject) element.parent.container).remove((String) of);
    }
  }

  /** The place that a message begins with, as far down as there is something. */
  private Place find(String error) {
    Place place = null;
    Object at = config;
    for (int from = 0; from >= 0; ) {
      Place next = next(place, at, error, from);
      if (next == null) {
        return place;
      }
      place = next;
      at =
          place.container instanceof JsonObject object && !object.containsKey((String) place.key)
              ? null
              : place.value();
      from = place.end;
    }
    return place;
  }

  private static Place next(Place parent, Object at, String error, int from) {
    if (at instanceof JsonArray array && error.startsWith("[", from)) {
      int end = error.indexOf(']', from);
      int index = end < 0 ? -1 : Integer.parseInt(error, from + 1, end, 10);
      return index < 0 || index >= array.size() ? null : new Place(parent, array, index, end + 1);
    } else if (at instanceof JsonObject object) {
      int start = from == 0 ? 0 : from + 1;
      if (from > 0 && !error.startsWith(".", from)) {
        return null;
      }
      String key = longest(object, error, start);
      return key == null ? null : new Place(parent, object, key, start + key.length());
    }
    return null;
  }

  /**
   * Keys may have dots in them, so the longest that fits; else the word there, which is missing.
   */
  private static String longest(JsonObject object, String error, int start) {
    String found = null;
    for (String key : object.fieldNames()) {
      if (error.startsWith(key, start)
          && start + key.length() < error.length()
          && ".[:".indexOf(error.charAt(start + key.length())) >= 0
          && (found == null || key.length() > found.length())) {
        found = key;
      }
    }
    int end = start;
    while (end < error.length() && Character.isJavaIdentifierPart(error.charAt(end))) {
      end++;
    }
    boolean word = end > start && error.startsWith(":", end);
    return found == null && word ? error.substring(start, end) : found;
  }
}
