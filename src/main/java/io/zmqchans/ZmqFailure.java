// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

/**
 * Why a request to this module failed: the {@link ReplyException#failureCode() failure code} of
 * every refusal, on the event bus and in the futures of the Java API. Immutable; any thread may use
 * it.
 */
public enum ZmqFailure {
  /** The body can't be sent as a ZeroMQ message on this type of socket. */
  BAD_MESSAGE(1),
  /** The control command is unknown, lacks a field, or has one of the wrong type. */
  BAD_COMMAND(2),
  /** There is no socket of this name. */
  UNKNOWN_SOCKET(3),
  /** The endpoint is malformed, in use, or can't be resolved. */
  BAD_ENDPOINT(4),
  /** {@code maxPending} messages are waiting already. */
  FULL(5),
  /** No peer has this routing id. */
  UNROUTABLE(6),
  /** The socket or the verticle is closed. */
  CLOSED(7),
  /** The socket can't do this now, or not any more. */
  WRONG_STATE(8),
  /** No answer in time. */
  TIMEOUT(9),
  /** JeroMQ can't do this, or the type of the socket doesn't have it. */
  UNSUPPORTED(10),
  /** The peer answered with an error, or is gone. */
  REMOTE_FAILURE(11),
  /** A fault of this module or of JeroMQ. */
  INTERNAL(12);

  private final int code;

  ZmqFailure(int code) {
    this.code = code;
  }

  /**
   * The number that travels as {@link ReplyException#failureCode()}.
   *
   * @return 1 to 12
   */
  public int code() {
    return code;
  }

  /**
   * A failure with this code.
   *
   * @param message what was asked, and why not
   * @return what a future or a reply fails with
   */
  public ReplyException exception(String message) {
    return new ReplyException(ReplyFailure.RECIPIENT_FAILURE, code, message);
  }

  /**
   * Which of these a failure is.
   *
   * @param failure any failure
   * @return its constant; {@link #INTERNAL} for one that isn't from this module
   */
  public static ZmqFailure of(Throwable failure) {
    if (failure instanceof ReplyException e && e.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
      for (ZmqFailure each : values()) {
        if (each.code == e.failureCode()) {
          return each;
        }
      }
    }
    return INTERNAL;
  }
}
