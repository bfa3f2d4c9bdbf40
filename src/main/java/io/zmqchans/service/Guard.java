// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Lets only those requests through that ask for something to read, and by a name that can't be
 * another site's: a page of that site whose name has come to mean this address (DNS rebinding)
 * would else read all of it. Stateless; any thread may call it.
 */
final class Guard implements Handler<RoutingContext> {
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9.]+|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?");
  private static final Map<String, String> HEADERS =
      Map.of(
          "content-security-policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
              + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "x-content-type-options",
          "nosniff",
          "x-frame-options",
          "DENY",
          "referrer-policy",
          "no-referrer",
          "cross-origin-resource-policy",
          "same-origin",
          "cache-control",
          "no-store");

  private final String host;

  /** Of a server that listens there. */
  Guard(String host) {
    this.host = host;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    HttpServerResponse response = context.response();
    HEADERS.forEach(response::putHeader);
    if (!request.method().equals(HttpMethod.GET)) {
      response.setStatusCode(405).putHeader("allow", "GET").end("only GET\n");
    } else if (!isOurs(request.authority())) {
      response
          .setStatusCode(421)
          .end("ask by an IP address, by localhost, or by the name that 'host' has\n");
    } else {
      context.next();
    }
  }

  private boolean isOurs(HostAndPort authority) {
    String asked = authority == null ? "" : authority.host();
    return asked.equalsIgnoreCase("localhost")
        || asked.equalsIgnoreCase(host)
        || ADDRESS.matcher(asked).matches();
  }
}
