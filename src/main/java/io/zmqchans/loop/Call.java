// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.vertx.core.Completable;
import io.zmqchans.ZmqFailure;
import java.util.concurrent.Callable;

/** A function to be called on the loop thread. Any thread may make and submit it. */
final class Call<T> implements LoopTask {
  private final String name;
  private final Callable<T> function;
  private final Completable<T> result;

  Call(String name, Callable<T> function, Completable<T> result) {
    this.name = name;
    this.function = function;
    this.result = result;
  }

  @Override
  public void run() {
    T value;
    try {
      value = function.call();
    } catch (Throwable e) {
      result.fail(e);
      if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
        throw fatal;
      }
      return;
    }
    result.succeed(value);
  }

  @Override
  public void closed() {
    result.fail(ZmqFailure.CLOSED.exception(name + " is closed"));
  }
}
