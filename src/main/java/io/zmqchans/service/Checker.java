// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqOptions;
import io.zmqchans.loop.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds all that is wrong with a configuration, without opening anything. Stateless; any thread may
 * call it, and reading files blocks.
 *
 * <p>A configuration that is read says its first error only. So that is mended, in a copy, and the
 * rest is read again.
 */
final class Checker {
  private static final int MAX_ERRORS = 1000;

  private Checker() {}

  /** The errors, each of one line; none if it is valid. */
  static List<String> check(Path file) {
    JsonObject config;
    try {
      config = new JsonObject(Files.readString(file));
    } catch (NoSuchFileException e) {
      return List.of(file + ": there is no such file");
    } catch (IOException e) {
      return List.of(file + ": can't be read: " + line(e));
    } catch (DecodeException | ClassCastException e) {
      return List.of(file + ": isn't a JSON object: " + line(e));
    }
    Set<String> errors = new LinkedHashSet<>();
    Mender mender = new Mender(config.copy());
    for (int n = 0; n < MAX_ERRORS; n++) {
      try {
        further(new ZmqOptions(mender.config()), errors);
        break;
      } catch (RuntimeException e) {
        if (mender.isNew(e.getMessage())) {
          errors.add(line(e));
        }
        if (!mender.mend(e.getMessage())) {
          break;
        }
      }
    }
    return List.copyOf(errors);
  }

  private static String line(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
  }

  /** What is otherwise found when it is opened. */
  private static void further(ZmqOptions options, Set<String> errors) {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < options.getSockets().size(); i++) {
      var socket = options.getSockets().get(i);
      if (!Mender.isStandIn(socket.getName())) {
        names.add(socket.getName());
      }
      String path = "sockets[" + i + "].";
      endpoints(path + "bind", "bind", socket.getBind(), errors);
      endpoints(path + "connect", "connect", socket.getConnect(), errors);
      for (String each : socket.getAttach()) {
        String what = each.startsWith("@") ? "bind" : "connect";
        endpoints(path + "attach", what, List.of(each.substring(1)), errors);
      }
      keyFiles(path + "curve", socket.getCurve(), errors);
    }
    for (int i = 0; i < options.getBridges().size(); i++) {
      var bridge = options.getBridges().get(i);
      String path = "bridges[" + i + "].";
      endpoints(path + "bind", "bind", bridge.getBind(), errors);
      endpoints(path + "connect", "connect", bridge.getConnect(), errors);
      keyFiles(path + "curve", bridge.getCurve(), errors);
    }
    proxies(options, names, errors);
  }

  private static void endpoints(
      String path, String what, List<String> endpoints, Set<String> errors) {
    for (String each : endpoints) {
      try {
        Endpoint.transport(what, each);
      } catch (RuntimeException e) {
        errors.add(path + ": " + line(e));
      }
    }
  }

  private static void keyFiles(String path, JsonObject curve, Set<String> errors) {
    if (curve != null) {
      curve.fieldNames().stream()
          .filter(key -> key.endsWith("File"))
          .filter(key -> !Files.isReadable(Path.of(curve.getString(key))))
          .forEach(key -> errors.add(path + "." + key + ": there is no file that can be read"));
    }
  }

  private static void proxies(ZmqOptions options, Set<String> names, Set<String> errors) {
    for (int i = 0; i < options.getProxies().size(); i++) {
      JsonObject proxy = options.getProxies().get(i);
      for (String side : List.of("frontend", "backend")) {
        String name = proxy.getString(side);
        if (!names.contains(name) && !Mender.isStandIn(name)) {
          errors.add(
              "proxies[%d].%s: there is no socket '%s'; there are %s"
                  .formatted(i, side, name, names));
        }
      }
      if (proxy.getString("frontend").equals(proxy.getString("backend"))) {
        errors.add("proxies[" + i + "].backend: is the frontend, too; a proxy is between two");
      }
    }
  }
}
