// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Tag;

/** Bytes from another node of the cluster, which become a message or are refused. */
@Tag("soak")
class CodecFuzzer {
  @FuzzTest(maxDuration = "60s")
  void shouldMakeAMessageOrRefuse(FuzzedDataProvider data) {
    int start = data.consumeBoolean() ? 0 : data.consumeInt();
    Buffer wire = Buffer.buffer(data.consumeRemainingAsBytes());
    ZmqMessage message;
    try {
      message = ZmqMessageCodec.INSTANCE.decodeFromWire(start, wire);
    } catch (IllegalArgumentException refused) {
      return;
    }
    Buffer again = Buffer.buffer();
    ZmqMessageCodec.INSTANCE.encodeToWire(again, message);
    if (!again.equals(wire.getBuffer(start, start + again.length()))) {
      throw new AssertionError("read " + message + " of " + wire);
    }
  }
}
