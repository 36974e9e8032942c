package dev.notifier.worker.bind;

import dev.notifier.numbers.RecipientKey;
import dev.notifier.worker.bind.session.BindStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** The submit stage of one worker: its binds, and the inbound messages of their carriers. */
public final class SubmitStage {
  private final Producer<byte[], byte[]> inboundProducer;
  private final InboundForwarder inbound;
  private final BindCoordinator coordinator;
  private final Thread inboundThread;
  private final Thread coordinatorThread;

  /** A stage that writes inbound messages without keys. */
  public SubmitStage(BindContext context) {
    this(context, null);
  }

  /**
   * @param numbers the HMAC of numbers, which the keys of inbound messages are; null = they have
   *     none
   */
  public SubmitStage(BindContext context, @Nullable RecipientKey numbers) {
    inboundProducer = context.kafka().clients().producer("inbound");
    try {
      inbound = new InboundForwarder(inboundProducer, context.clock(), numbers);
      coordinator = new BindCoordinator(context, inbound);
      inboundThread = Thread.ofPlatform().name("inbound").unstarted(inbound);
      coordinatorThread = Thread.ofPlatform().name("bind-coordinator").unstarted(coordinator);
    } catch (RuntimeException | Error e) {
      inboundProducer.close(Duration.ZERO);
      throw e;
    }
  }

  public void start() {
    inboundThread.start();
    coordinatorThread.start();
  }

  /**
   * Drains and releases every bind, then ends. May be called before the start.
   *
   * @param timeout for the binds; inbound messages have 4 s more
   */
  public void stop(Duration timeout) {
    coordinator.stop();
    join(coordinatorThread, timeout);
    inbound.stop();
    join(inboundThread, Duration.ofSeconds(2));
    inboundProducer.close(Duration.ofSeconds(2));
  }

  /** Problems that stop the stage; empty if there are none. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    String problem = coordinator.problem();
    if (problem != null) {
      problems.add(problem);
    }
    if (!coordinatorThread.isAlive() || !inboundThread.isAlive()) {
      problems.add("a thread of submit ended; restart the worker");
    }
    coordinator.statuses().forEach(bind -> problems.addAll(bind.problems()));
    return problems;
  }

  /** The status of each bind that this worker owns now. */
  public List<BindStatus> binds() {
    return coordinator.statuses();
  }

  private static void join(Thread thread, Duration timeout) {
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
