// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqVerticle;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What an example of the README may use besides the API; each becomes a subclass. */
public abstract class Snippet {
  protected final Vertx vertx = Vertx.vertx();

  /** The example. */
  protected abstract void example() throws Exception;

  protected JsonObject config(String... sockets) {
    JsonArray all = new JsonArray();
    for (String each : sockets) {
      all.add(new JsonObject(each));
    }
    return new JsonObject().put("sockets", all);
  }

  protected ZmqVerticle deploy(JsonObject config) {
    ZmqVerticle verticle = new ZmqVerticle();
    DeploymentOptions options =
        new DeploymentOptions()
            .setConfig(Signals.of(config))
            .setThreadingModel(ThreadingModel.WORKER);
    Node.await(vertx.deployVerticle(verticle, options));
    return verticle;
  }

  public final void run() throws Exception {
    example();
  }

  public final void close() {
    Node.await(vertx.close());
  }

  /** An example as a class of this name, compiled into this folder. */
  public static Snippet compile(Path compiled, String name, String example) throws Exception {
    String source =
        """
        import io.micrometer.core.instrument.MeterRegistry;
        import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
        import io.vertx.core.*;
        import io.vertx.core.buffer.Buffer;
        import io.vertx.core.json.*;
        import io.vertx.ext.healthchecks.*;
        import io.zmqchans.*;
        public class %s extends io.zmqchans.support.Snippet {
          protected void example() throws Exception {
        %s
          }
        }
        """
            .formatted(name, example);
    Path file = Files.writeString(compiled.resolve(name + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> flags = List.of("-d", compiled.toString(), "-proc:none");
      boolean done =
          compiler.getTask(errors, files, null, flags, null, files.getJavaFileObjects(file)).call();
      assertThat(done).as(errors + source).isTrue();
    }
    URL[] path = {compiled.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, Snippet.class.getClassLoader())) {
      return (Snippet) loader.loadClass(name).getConstructor().newInstance();
    }
  }
}
