// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
/** An application that knows of vertx-zmqchans what its README says. */
module com.example {
  requires io.zmqchans;
}
