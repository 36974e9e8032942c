package dev.notifier.api.eventsin;

import dev.notifier.api.cloudevents.CloudEventReader.Message;
import dev.notifier.api.intake.Intake;
import dev.notifier.api.intake.IntakeResult;
import dev.notifier.api.intake.IntakeResult.Outcome;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import dev.notifier.api.sending.RecordSender;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts or refuses the events of a client, with the checks and limits of a request over HTTP.
 * Thread-safe.
 */
final class ClientEvents implements EventsInReader.Processing {
  private static final Logger LOG = LoggerFactory.getLogger(ClientEvents.class);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  /** Of the events that are accepted at once; far below the budget of a lane. */
  private static final long MAX_BYTES = 4 << 20;

  private final Accepting intake;
  private final Admission limits;
  private final RecordSender refusals;
  private final EventsInMetrics metrics;
  private final InstantSource clock;

  /** Accepts events as those of one request, like {@link Intake#accept}. */
  interface Accepting {
    IntakeResult accept(Caller caller, List<Message> messages, long bytes);
  }

  /** Whether a key may send one request more in this second. */
  interface Admission {
    boolean accepts(String keyId, int requestsPerSecond);
  }

  ClientEvents(
      Accepting intake,
      Admission limits,
      RecordSender refusals,
      EventsInMetrics metrics,
      InstantSource clock) {
    this.intake = intake;
    this.limits = limits;
    this.refusals = refusals;
    this.metrics = metrics;
    this.clock = clock;
  }

  private record Refusal(ConsumerRecord<byte[], byte[]> record, RefusedEvent event) {}

  @Override
  public @Nullable WaitReason process(
      String client,
      Caller caller,
      List<ConsumerRecord<byte[], byte[]>> records,
      PartitionProgress progress) {
    if (isBeyondLimit(caller.key())) {
      return WaitReason.LIMIT;
    }
    List<Message> messages = new ArrayList<>(records.size());
    long bytes = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Message message = EventRecordReader.read(record);
      // What is refused anyway takes no budget, or one large record would never be refused.
      long more = message instanceof Message.Unreadable ? 0 : EventRecordReader.bytesOf(record);
      if (bytes + more > MAX_BYTES) {
        break;
      }
      bytes += more;
      messages.add(message);
    }
    List<Outcome> outcomes;
    try {
      outcomes = intake.accept(caller, messages, bytes).outcomes();
    } catch (ProblemException e) {
      LOG.debug("The events of {} wait", client, e);
      return WaitReason.OVERLOADED;
    }
    return settle(client, records.subList(0, messages.size()), outcomes, progress);
  }

  /** This is no refused use of the key: its events wait, and its holder did what is allowed. */
  private boolean isBeyondLimit(@Nullable CallerKey key) {
    Integer limit = key == null ? null : key.permissions().requestsPerSecond();
    return key != null && limit != null && !limits.accepts(key.id(), limit);
  }

  /** Notes what was accepted, and sends refusals of what never will be. */
  private @Nullable WaitReason settle(
      String client,
      List<ConsumerRecord<byte[], byte[]>> records,
      List<Outcome> outcomes,
      PartitionProgress progress) {
    WaitReason wait = null;
    List<Refusal> refused = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      ConsumerRecord<byte[], byte[]> record = records.get(i);
      switch (outcomes.get(i)) {
        case Outcome.Accepted _ -> {
          progress.done(record);
          metrics.accepted(client);
        }
        case Outcome.NotConfirmed _ -> wait = WaitReason.NOT_CONFIRMED;
        case Outcome.Rejected rejected -> {
          WaitReason reason = waitReason(rejected);
          if (reason == null) {
            refused.add(new Refusal(record, RefusedEvent.of(rejected, record, clock.instant())));
          } else if (wait == null) {
            wait = reason;
          }
        }
      }
    }
    boolean allRefused = refuse(client, refused, progress);
    return allRefused || wait == WaitReason.NOT_CONFIRMED ? wait : WaitReason.REFUSAL_NOT_CONFIRMED;
  }

  /**
   * Not the fault of the event, so it is accepted later. An event beyond the quota of the tenant
   * would wait until the month ends, and the one-time codes behind it with it.
   */
  private static @Nullable WaitReason waitReason(Outcome.Rejected rejected) {
    ErrorCode code = rejected.violations().getFirst().code();
    if (code == ErrorCode.QUOTA_REACHED) {
      return null;
    }
    return switch (code.status()) {
      case TOO_MANY_REQUESTS -> WaitReason.LIMIT;
      case UNAVAILABLE -> WaitReason.UNAVAILABLE;
      default -> null;
    };
  }

  private boolean refuse(String client, List<Refusal> refused, PartitionProgress progress) {
    if (refused.isEmpty()) {
      return true;
    }
    BitSet confirmed = refusals.<Refusal>send(refused, refusal -> record(client, refusal));
    for (int i = 0; i < refused.size(); i++) {
      if (confirmed.get(i)) {
        progress.done(refused.get(i).record());
        metrics.refused(client);
      }
    }
    return confirmed.cardinality() == refused.size();
  }

  private static ProducerRecord<byte[], byte[]> record(String client, Refusal refusal) {
    return refusal.event().record(client);
  }
}
