package dev.notifier.worker.submit;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.worker.smpp.SmppConnector;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** The submit stage of one worker: its binds, and the way in for what carriers deliver. */
public final class SubmitStage {
  private final Producer<byte[], byte[]> inboundProducer;
  private final InboundForwarder inbound;
  private final BindCoordinator owners;
  private final Thread inboundThread;
  private final Thread ownersThread;

  /**
   * What the stage needs from outside.
   *
   * @param routes the routes as they are in force, passwords included
   * @param neighbours which sessions live on any worker
   * @param news hears what this worker's sessions do
   * @param worker this worker's name
   * @param nanos a monotonic clock that goes on while the process is stopped
   * @param sessionTimeout after this silence the group gives this worker's binds to another
   */
  public record Outside(
      KafkaClients clients,
      Admin admin,
      SmppConnector links,
      RouteProvider routes,
      SessionDirectory neighbours,
      SessionStatusListener news,
      String worker,
      InstantSource clock,
      LongSupplier nanos,
      RandomGenerator random,
      MeterRegistry registry,
      CrashPoint crashPoint,
      Duration sessionTimeout) {}

  public SubmitStage(SlotRegistry slots, Outside outside) {
    inboundProducer = outside.clients().producer("inbound");
    inbound = new InboundForwarder(inboundProducer, outside.clock());
    BindContext tools =
        new BindContext(
            outside.clients(),
            outside.links(),
            outside.routes(),
            outside.neighbours(),
            inbound::take,
            outside.clock(),
            outside.nanos(),
            outside.random(),
            outside.registry(),
            outside.crashPoint());
    owners =
        new BindCoordinator(
            tools,
            slots,
            new SessionStatusPublisher(outside.news(), outside.clock(), outside.worker()),
            outside.admin(),
            outside.sessionTimeout());
    inboundThread = Thread.ofPlatform().name("inbound").unstarted(inbound);
    ownersThread = Thread.ofPlatform().name("bind-owners").unstarted(owners);
  }

  public void start() {
    inboundThread.start();
    ownersThread.start();
  }

  /** Drains and releases every bind, then ends. */
  public void stop(Duration budget) {
    owners.stop();
    join(ownersThread, budget);
    inbound.stop();
    join(inboundThread, Duration.ofSeconds(2));
    inboundProducer.close(Duration.ofSeconds(2));
  }

  /** What does not get on, in words; empty when all is well. */
  public List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    String trouble = owners.trouble();
    if (trouble != null) {
      troubles.add(trouble);
    }
    if (!ownersThread.isAlive() || !inboundThread.isAlive()) {
      troubles.add("a thread of submit ended; restart the worker");
    }
    return troubles;
  }

  /** The binds that this worker owns right now. */
  public List<BindStatus> binds() {
    return owners.statuses();
  }

  private static void join(Thread thread, Duration budget) {
    try {
      thread.join(budget);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
