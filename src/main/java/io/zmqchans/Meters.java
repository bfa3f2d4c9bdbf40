// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.zmqchans.bus.Hub;
import io.zmqchans.bus.Roster;
import io.zmqchans.bus.Sight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

/** The meters of one registry. Any thread may call it. */
final class Meters implements Roster.Watcher {
  private static final String PREFIX = "zmqchans.";
  private static final String MESSAGES = "messages";

  private enum Kind {
    COUNTER,
    GAUGE
  }

  private record Figure(String stat, String meter, Kind kind, String unit, String description) {}

  private static final List<Figure> FIGURES =
      List.of(
          counter("received", "received", MESSAGES, "Received by ZeroMQ"),
          counter("receivedBytes", "received.bytes", "bytes", "Received by ZeroMQ"),
          counter("sent", "sent", MESSAGES, "Taken by ZeroMQ"),
          counter("sentBytes", "sent.bytes", "bytes", "Taken by ZeroMQ"),
          counter("delivered", "delivered", MESSAGES, "Taken by a consumer"),
          counter("dropped", "dropped", MESSAGES, "Received and lost"),
          counter("refused", "refused", MESSAGES, "Not accepted on in"),
          counter("rejected", "rejected", MESSAGES, "Answered with a failure by a consumer"),
          counter("undecodable", "undecodable", MESSAGES, "Received and not in the format"),
          counter("redelivered", "redelivered", MESSAGES, "Delivered again"),
          gauge("pending", "pending", MESSAGES, "Accepted and not yet taken by ZeroMQ"),
          gauge("inFlight", "in.flight", MESSAGES, "On the bus and not yet taken by a consumer"),
          gauge("paused", "paused", null, "Whether the socket isn't read for now"),
          gauge("peers", "peers", null, "Connections"),
          gauge("clients", "clients", null, "Clients of a bridge"),
          gauge("registrations", "registrations", null, "Registrations of a bridge's clients"));

  /** Sockets with the same tags, as instances of one verticle have: their sum is told. */
  private static final class Group {
    final List<Sight> sights = new CopyOnWriteArrayList<>();
    final List<Meter> meters = new ArrayList<>();

    double sum(String stat) {
      return sights.stream().mapToDouble(each -> number(each.stats().getValue(stat))).sum();
    }

    double stalledSeconds() {
      return sights.stream().mapToLong(Sight::stalledMillis).max().orElse(0) / 1000.0;
    }
  }

  private final MeterRegistry registry;
  private final Map<Tags, Group> groups = new HashMap<>();
  private final Map<Hub, Meter> hubs = new HashMap<>();

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  private static Figure counter(String stat, String meter, String unit, String description) {
    return new Figure(stat, meter, Kind.COUNTER, unit, description);
  }

  private static Figure gauge(String stat, String meter, String unit, String description) {
    return new Figure(stat, meter, Kind.GAUGE, unit, description);
  }

  private static double number(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    return value instanceof Number number ? number.doubleValue() : 0;
  }

  private static Tags tags(Hub hub, Sight socket) {
    String type = socket.describe().getString("type");
    return Tags.of("verticle", hub.name(), "socket", socket.name(), "type", type);
  }

  @Override
  public synchronized void joined(Hub hub) {
    hubs.put(
        hub,
        Gauge.builder(PREFIX + "up", hub, each -> each.isAlive() ? 1 : 0)
            .tag("verticle", hub.name())
            .description("Whether the verticle has its loop")
            .register(registry));
  }

  @Override
  public synchronized void left(Hub hub) {
    Meter meter = hubs.remove(hub);
    if (meter != null) {
      registry.remove(meter);
    }
  }

  @Override
  public synchronized void opened(Hub hub, Sight socket) {
    Tags tags = tags(hub, socket);
    Group group = groups.computeIfAbsent(tags, none -> new Group());
    if (!group.sights.contains(socket)) {
      group.sights.add(socket);
    }
    if (group.meters.isEmpty()) {
      FIGURES.stream()
          .filter(each -> socket.stats().containsKey(each.stat))
          .forEach(each -> group.meters.add(register(each, tags, group)));
      group.meters.add(
          Gauge.builder(PREFIX + "stalled", group, Group::stalledSeconds)
              .tags(tags)
              .baseUnit("seconds")
              .description("For how long nothing moved that should")
              .register(registry));
    }
  }

  private Meter register(Figure figure, Tags tags, Group group) {
    ToDoubleFunction<Group> value = of -> of.sum(figure.stat);
    String name = PREFIX + figure.meter;
    return switch (figure.kind) {
      case COUNTER ->
          FunctionCounter.builder(name, group, value)
              .tags(tags)
              .baseUnit(figure.unit)
              .description(figure.description)
              .register(registry);
      case GAUGE ->
          Gauge.builder(name, group, value)
              .tags(tags)
              .baseUnit(figure.unit)
              .description(figure.description)
              .register(registry);
    };
  }

  @Override
  public synchronized void closed(Hub hub, Sight socket) {
    Tags tags = tags(hub, socket);
    Group group = groups.get(tags);
    if (group != null && group.sights.remove(socket) && group.sights.isEmpty()) {
      group.meters.forEach(registry::remove);
      groups.remove(tags);
    }
  }

  synchronized void close() {
    groups.values().forEach(group -> group.meters.forEach(registry::remove));
    hubs.values().forEach(registry::remove);
    groups.clear();
    hubs.clear();
  }
}
