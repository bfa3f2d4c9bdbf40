// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import java.util.Map;

/** One system, open and ready for a workload. For one thread. */
interface Contender {
  /** Works for so long; returns figures by name. */
  Map<String, Double> round(double seconds) throws Exception;
}
