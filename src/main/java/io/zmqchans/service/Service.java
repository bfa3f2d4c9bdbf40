// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import io.vertx.core.Deployable;
import io.vertx.core.json.JsonObject;
import io.vertx.launcher.application.ExitCodes;
import io.vertx.launcher.application.HookContext;
import io.vertx.launcher.application.VertxApplication;
import io.vertx.launcher.application.VertxApplicationHooks;
import io.zmqchans.ZmqVerticle;
import io.zmqchans.bus.Roster;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * A configuration run as a service, until SIGTERM: Vert.x's own launcher with one verticle. The
 * main thread only starts it; the hooks are called on that thread, before and after.
 */
public final class Service implements VertxApplicationHooks {
  private static final String USAGE =
      """
      Runs ZeroMQ sockets on the Vert.x event bus until SIGTERM.
        java -jar vertx-zmqchans-*-all.jar -conf FILE [-cluster] [options of Vert.x's launcher]
        java -jar vertx-zmqchans-*-all.jar --check FILE    is it valid? Opens nothing; 0 or 1
        java -jar vertx-zmqchans-*-all.jar --help          the launcher's options""";

  private static final String MANAGER = "java.util.logging.manager";
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
  private static final String ONE_LINE = "%1$tFT%1$tT.%1$tL%1$tz %4$s %5$s%6$s%n";

  private Service() {}

  /**
   * Exits with 0 or 1 after a check; else when the service ends: with 143 after SIGTERM, 1 if its
   * loop died, 2 for wrong arguments, 11 if Vert.x and 15 if the verticle can't start.
   *
   * @param args {@code -conf FILE} or {@code --check FILE}, and the launcher's
   */
  public static void main(String[] args) {
    List<String> all = List.of(args);
    if (all.isEmpty()) {
      System.err.println(USAGE);
      System.exit(ExitCodes.USAGE);
    } else if (all.get(0).equals("--check")) {
      System.exit(check(all.subList(1, all.size()), System.out, System.err));
    }
    logToTheEnd();
    new VertxApplication(args, new Service()).launch();
  }

  /**
   * Before anything is logged, and not in that class: the JDK looks at this when its superclass is
   * first used. Whoever has settings of his own keeps them.
   */
  private static void logToTheEnd() {
    if (System.getProperty(MANAGER) == null) {
      System.setProperty(MANAGER, LogToTheEnd.class.getName());
    }
    if (System.getProperty(FORMAT) == null) {
      System.setProperty(FORMAT, ONE_LINE);
    }
  }

  /** The errors go to {@code out}, one a line. */
  static int check(List<String> files, PrintStream out, PrintStream err) {
    if (files.size() != 1) {
      err.println(USAGE);
      return ExitCodes.USAGE;
    }
    List<String> errors = Checker.check(Path.of(files.get(0)));
    errors.forEach(out::println);
    return errors.isEmpty() ? 0 : 1;
  }

  /** The documented way to deploy it, unless told otherwise. */
  @Override
  public JsonObject afterDeploymentOptionsParsed(JsonObject options) {
    JsonObject given = options == null ? new JsonObject() : options;
    return given.containsKey("threadingModel") ? given : given.put("threadingModel", "WORKER");
  }

  @Override
  public Supplier<? extends Deployable> verticleSupplier() {
    return ZmqVerticle::new;
  }

  /** Without its sockets it is no use: whatever looks after it may start it again. */
  @Override
  public void afterVerticleDeployed(HookContext context) {
    Roster.of(context.vertx())
        .onDeath(
            () ->
                context
                    .vertx()
                    .close()
                    .onComplete(closed -> Runtime.getRuntime().exit(ExitCodes.SOFTWARE)));
  }
}
