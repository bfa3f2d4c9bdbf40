// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Something to do, and who does it. The first system is what the others are compared with. */
final class Workload {
  final String name;
  final String title;
  final Map<String, Callable<Contender>> systems = new LinkedHashMap<>();

  Workload(String name, String title) {
    this.name = name;
    this.title = title;
  }

  Workload with(String system, Callable<Contender> opening) {
    systems.put(system, opening);
    return this;
  }
}
