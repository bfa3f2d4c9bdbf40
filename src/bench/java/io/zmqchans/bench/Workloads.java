// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import static io.zmqchans.bench.Peer.Program.PEER;

import java.util.ArrayList;
import java.util.List;

/** All there is to measure. */
final class Workloads {
  static final String BARE = "S0 bare JeroMQ";
  static final String BUS = "S1 event bus alone";
  static final String HAND = "S2 by hand";
  private static final String HAND_SIMPLE = "S2, one a poll";
  static final String OURS = "ours";
  static final String ON_LOOP = "ours, ioThreads 0";
  private static final String ON_LOOP_DEEP = "ours, deep, ioThreads 0";
  private static final String ON_LOOP_TUNED = "ours, tuned, ioThreads 0";
  private static final String ON_LOOP_BATCHES = "ours, batches of 50, ioThreads 0";
  private static final String OWN_ORDER = "ours, signalOrder off";
  private static final String BARE_TUNED = "S0, tuned";
  private static final String HAND_TUNED = "S2, tuned";
  private static final String DEEP = "ours, deep";
  static final String TUNED = "ours, tuned";
  private static final String REQUEST = "ours, delivery request";
  private static final String BATCH = "ours, batch 256";
  static final String BATCH_TUNED = "ours, tuned, batch 256";
  private static final String OUT_BATCH = "ours, batches of 50";
  private static final String OUT_BATCH_TUNED = "ours, tuned, batches";
  private static final int SIZE = 100;
  private static final int BATCH_SIZE = 256;
  private static final int OUT_BATCH_SIZE = 50;

  private Workloads() {}

  static List<Workload> all() {
    List<Workload> all = new ArrayList<>();
    inbound(all, "16 B", 16, 1);
    inbound(all, "100 B", SIZE, 1);
    inbound(all, "1 KiB", 1 << 10, 1);
    inbound(all, "64 KiB", 1 << 16, 1);
    inbound(all, "3 x 100 B", SIZE, 3);
    outbound(all, "16 B", 16, 1);
    outbound(all, "100 B", SIZE, 1);
    outbound(all, "1 KiB", 1 << 10, 1);
    outbound(all, "64 KiB", 1 << 16, 1);
    outbound(all, "3 x 100 B", SIZE, 3);
    roundTrip(all, 1);
    roundTrip(all, 64);
    served(all, 1);
    served(all, 64);
    beside(all);
    Bridges.workloads(all);
    all.add(new Workload("W6", "idle: 100 sockets").with(OURS, Idle::cpu));
    all.add(new Workload("W8", "start and stop: 100 sockets").with(OURS, Idle::life));
    return all;
  }

  private static void inbound(List<Workload> all, String title, int size, int frames) {
    Workload workload =
        new Workload("W1 " + title, "inbound: peer's PUSH to PULL to consumer, " + title)
            .with(BARE, () -> in(Bare.pull(Tuning.NONE), size, frames));
    if (size == SIZE && frames == 1) {
      workload.with(BUS, () -> BusAlone.flow(size));
    }
    workload
        .with(HAND, () -> in(Hand.pull(Tuning.NONE), size, frames))
        .with(OURS, () -> in(Ours.of("pull").pull(), size, frames))
        .with(ON_LOOP, () -> in(Ours.of("pull").ioOnLoop().pull(), size, frames))
        .with(OWN_ORDER, () -> in(Ours.of("pull").withoutSignalOrder().pull(), size, frames))
        .with(BATCH, () -> in(Ours.of("pull").with("batch", BATCH_SIZE).pull(), size, frames));
    if (size <= Tuning.MAX_SIZE) {
      workload
          .with(BARE_TUNED, () -> in(Bare.pull(Tuning.IN), size, frames))
          .with(HAND_TUNED, () -> in(Hand.pull(Tuning.IN), size, frames))
          .with(DEEP, () -> in(Tuning.deep(Ours.of("pull")).pull(), size, frames))
          .with(TUNED, () -> in(Tuning.in(Ours.of("pull")).pull(), size, frames))
          .with(
              ON_LOOP_DEEP, () -> in(Tuning.deep(Ours.of("pull")).ioOnLoop().pull(), size, frames))
          .with(ON_LOOP_TUNED, () -> in(Tuning.in(Ours.of("pull")).ioOnLoop().pull(), size, frames))
          .with(
              BATCH_TUNED,
              () -> in(Tuning.in(Ours.of("pull")).with("batch", BATCH_SIZE).pull(), size, frames));
    }
    if (size == SIZE && frames == 1) {
      workload
          .with(REQUEST, () -> in(Ours.of("pull").with("delivery", "request").pull(), size, frames))
          .with(
              "ours, format buffer",
              () -> in(Ours.of("pull").with("format", "buffer").pull(), size, frames));
    }
    all.add(workload);
  }

  private static Contender in(Opened system, int size, int frames) {
    return new Throughput(system, PEER, "push", system.endpoint(), size, frames);
  }

  private static void outbound(List<Workload> all, String title, int size, int frames) {
    Workload workload =
        new Workload("W2 " + title, "outbound: sender to PUSH to peer's PULL, " + title)
            .with(BARE, () -> out(Bare.push(size, frames, Tuning.NONE)))
            .with(HAND, () -> out(Hand.push(size, frames, Tuning.NONE)))
            .with(OURS, () -> out(Ours.of("push").push(size, frames, 1)))
            .with(ON_LOOP, () -> out(Ours.of("push").ioOnLoop().push(size, frames, 1)))
            .with(OWN_ORDER, () -> out(Ours.of("push").withoutSignalOrder().push(size, frames, 1)))
            .with(OUT_BATCH, () -> out(Ours.of("push").push(size, frames, OUT_BATCH_SIZE)))
            .with(
                ON_LOOP_BATCHES,
                () -> out(Ours.of("push").ioOnLoop().push(size, frames, OUT_BATCH_SIZE)));
    if (size <= Tuning.MAX_SIZE) {
      workload
          .with(BARE_TUNED, () -> out(Bare.push(size, frames, Tuning.OUT)))
          .with(HAND_TUNED, () -> out(Hand.push(size, frames, Tuning.OUT)))
          .with(TUNED, () -> out(Tuning.out(Ours.of("push")).push(size, frames, 1)))
          .with(
              OUT_BATCH_TUNED,
              () -> out(Tuning.out(Ours.of("push")).push(size, frames, OUT_BATCH_SIZE)));
    }
    all.add(workload);
  }

  private static Contender out(Opened system) {
    return new Throughput(system, PEER, "pull", system.endpoint());
  }

  private static void roundTrip(List<Workload> all, int window) {
    all.add(
        new Workload("W3 " + window, "round trip: bus, DEALER, echo and back, in flight: " + window)
            .with(BARE, () -> Bare.dealer(window, SIZE))
            .with(BUS, () -> BusAlone.echo(window, SIZE))
            .with(HAND, () -> HandLoop.dealer(window, SIZE, 0))
            .with(OURS, () -> Ours.of("dealer").dealer(window, SIZE))
            .with(ON_LOOP, () -> Ours.of("dealer").ioOnLoop().dealer(window, SIZE))
            .with(OWN_ORDER, () -> Ours.of("dealer").withoutSignalOrder().dealer(window, SIZE)));
  }

  private static void served(List<Workload> all, int window) {
    all.add(
        new Workload("W4 " + window, "rpc: peer, ROUTER, consumer and back, in flight: " + window)
            .with(BARE, () -> served(Bare.router(), window))
            .with(HAND, () -> served(HandLoop.router(), window))
            .with(HAND_SIMPLE, () -> served(HandLoop.simpleRouter(), window))
            .with(OURS, () -> served(Ours.of("router").router(), window))
            .with(ON_LOOP, () -> served(Ours.of("router").ioOnLoop().router(), window))
            .with(
                OWN_ORDER, () -> served(Ours.of("router").withoutSignalOrder().router(), window)));
  }

  private static Contender served(Opened system, int window) {
    return new Served("req/s", PEER, "client", system.endpoint(), SIZE, window);
  }

  private static void beside(List<Workload> all) {
    Workload in = new Workload("W5 in", "inbound 100 B beside idle sockets");
    Workload trip = new Workload("W5 trip", "round trip, one in flight, beside idle sockets");
    for (int idle : new int[] {1, 10, 100, 1000}) {
      String name = OURS + ", " + idle + " idle";
      in.with(name, () -> in(Ours.of("pull").besides(idle).pull(), SIZE, 1));
      trip.with(name, () -> Ours.of("dealer").besides(idle).dealer(1, SIZE));
    }
    for (int idle : new int[] {1, 1000}) {
      String name = ON_LOOP + ", " + idle + " idle";
      in.with(name, () -> in(Ours.of("pull").ioOnLoop().besides(idle).pull(), SIZE, 1));
      trip.with(name, () -> Ours.of("dealer").ioOnLoop().besides(idle).dealer(1, SIZE));
    }
    trip.with(HAND + ", 1000 idle", () -> HandLoop.dealer(1, SIZE, 1000));
    all.add(in);
    all.add(trip);
  }
}
