// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Promise;
import io.zmqchans.ZmqFailure;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What becomes of a function that the loop calls, and of the loop. */
class CallTest {
  private final Promise<Integer> result = Promise.promise();

  private Call<Integer> call(Callable<Integer> function) {
    return new Call<>("name", function, result);
  }

  @Test
  void shouldGiveWhatTheFunctionGives() {
    call(() -> 7).run();
    assertThat(result.future().result()).isEqualTo(7);
  }

  @Test
  void shouldFailOfWhateverTheFunctionThrows() {
    StackOverflowError deep = new StackOverflowError("as if");
    call(() -> {
          throw deep;
        })
        .run();
    assertThat(result.future().cause()).isSameAs(deep);
  }

  @Test
  void shouldEndTheLoopOfWhatNobodyCanGoOnFrom() {
    OutOfMemoryError fatal = new OutOfMemoryError("as if");
    Call<Integer> call =
        call(
            () -> {
              throw fatal;
            });
    assertThatThrownBy(call::run).isSameAs(fatal);
    assertThat(result.future().cause()).isSameAs(fatal);
  }

  @Test
  void shouldFailOnceTheLoopIsClosed() {
    call(() -> 7).closed();
    assertThat(result.future().cause())
        .satisfies(e -> assertThat(ZmqFailure.of(e)).isEqualTo(ZmqFailure.CLOSED))
        .hasMessage("name is closed");
  }
}
