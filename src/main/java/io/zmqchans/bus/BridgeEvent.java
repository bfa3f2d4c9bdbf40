// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.zmqchans.ZmqBridgeEvent;

/** What a bridge's handler is asked. As of {@link ZmqBridgeEvent}: any thread may decide. */
final class BridgeEvent implements ZmqBridgeEvent {
  private final Type type;
  private final String bridge;
  private final BridgeClient client;
  private final String address;
  private final MultiMap headers;
  private final Promise<Boolean> decision = Promise.promise();
  private volatile Object body;

  BridgeEvent(
      Type type,
      String bridge,
      BridgeClient client,
      String address,
      MultiMap headers,
      Object body) {
    this.type = type;
    this.bridge = bridge;
    this.client = client;
    this.address = address;
    this.headers = headers;
    this.body = body;
  }

  @Override
  public Type type() {
    return type;
  }

  @Override
  public String bridge() {
    return bridge;
  }

  @Override
  public String clientId() {
    return client.name();
  }

  @Override
  public String user() {
    boolean known = client.sender() != null && !client.sender().user().isEmpty();
    return known ? client.sender().user() : null;
  }

  @Override
  public String peer() {
    return client.sender() == null ? null : client.sender().address();
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public MultiMap headers() {
    return headers;
  }

  @Override
  public Object body() {
    return body;
  }

  @Override
  public void setBody(Object other) {
    body = other;
  }

  @Override
  public boolean tryComplete(Boolean allowed) {
    return decision.tryComplete(allowed);
  }

  @Override
  public boolean tryFail(Throwable cause) {
    return decision.tryFail(cause);
  }

  @Override
  public Future<Boolean> future() {
    return decision.future();
  }
}
