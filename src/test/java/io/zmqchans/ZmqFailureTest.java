// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The failure codes that callers see. */
class ZmqFailureTest {
  @ParameterizedTest
  @CsvSource({
    "1, BAD_MESSAGE",
    "2, BAD_COMMAND",
    "3, UNKNOWN_SOCKET",
    "4, BAD_ENDPOINT",
    "5, FULL",
    "6, UNROUTABLE",
    "7, CLOSED",
    "8, WRONG_STATE",
    "9, TIMEOUT",
    "10, UNSUPPORTED",
    "11, REMOTE_FAILURE",
    "12, INTERNAL"
  })
  void shouldHaveTheCodeOfTheContract(int code, ZmqFailure failure) {
    assertThat(failure.code()).isEqualTo(code);
  }

  @Test
  void shouldHaveNoOtherConstants() {
    assertThat(ZmqFailure.values()).hasSize(12);
  }

  @ParameterizedTest
  @EnumSource
  void shouldMakeAnExceptionOfItsCode(ZmqFailure failure) {
    ReplyException exception = failure.exception("socket 'a': why not");

    assertThat(exception.failureCode()).isEqualTo(failure.code());
    assertThat(exception.failureType()).isEqualTo(ReplyFailure.RECIPIENT_FAILURE);
    assertThat(exception).hasMessage("socket 'a': why not");
  }

  @ParameterizedTest
  @EnumSource
  void shouldRecogniseItsException(ZmqFailure failure) {
    assertThat(ZmqFailure.of(failure.exception("why"))).isEqualTo(failure);
  }

  @ParameterizedTest
  @CsvSource({"0", "13", "-1", "2147483647"})
  void shouldTakeAnotherCodeForInternal(int code) {
    ReplyException foreign = new ReplyException(ReplyFailure.RECIPIENT_FAILURE, code, "why");

    assertThat(ZmqFailure.of(foreign)).isEqualTo(ZmqFailure.INTERNAL);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RECIPIENT_FAILURE")
  void shouldTakeTheBusOwnFailureForInternal(ReplyFailure type) {
    ReplyException ofTheBus = new ReplyException(type, ZmqFailure.FULL.code(), "why");

    assertThat(ZmqFailure.of(ofTheBus)).isEqualTo(ZmqFailure.INTERNAL);
  }

  @Test
  void shouldTakeAnyOtherFailureForInternal() {
    assertThat(ZmqFailure.of(new IllegalStateException("why"))).isEqualTo(ZmqFailure.INTERNAL);
    assertThat(ZmqFailure.of(new OutOfMemoryError())).isEqualTo(ZmqFailure.INTERNAL);
    assertThat(ZmqFailure.of(null)).isEqualTo(ZmqFailure.INTERNAL);
  }
}
