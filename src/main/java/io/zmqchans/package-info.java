// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
/**
 * ZeroMQ sockets as event-bus addresses: deploy a {@link io.zmqchans.ZmqVerticle}, send to a
 * socket's {@code in} address, consume from its {@code out} address.
 */
package io.zmqchans;
