// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.zmqchans.ZmqFailure;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What has to fail, and how. */
public final class Refusal {
  private Refusal() {}

  /** Fails with this code; returns what it said. */
  public static AbstractStringAssert<?> of(ZmqFailure failure, ThrowingCallable request) {
    return of(failure.code(), request);
  }

  /** The same by number. */
  public static AbstractStringAssert<?> of(int code, ThrowingCallable request) {
    ReplyException thrown = thrown(request);
    assertThat(thrown.failureType()).as("%s", thrown).isEqualTo(ReplyFailure.RECIPIENT_FAILURE);
    assertThat(thrown.failureCode()).as("%s", thrown).isEqualTo(code);
    return assertThat(thrown.getMessage());
  }

  /** Finds nobody at this address. */
  public static void noHandlers(Node node, String address) {
    ReplyException thrown = thrown(() -> node.request(address, "anybody?"));
    assertThat(thrown.failureType()).as("%s", thrown).isEqualTo(ReplyFailure.NO_HANDLERS);
  }

  private static ReplyException thrown(ThrowingCallable request) {
    ReplyException thrown = catchThrowableOfType(ReplyException.class, request);
    assertThat(thrown).as("the refusal").isNotNull();
    return thrown;
  }
}
