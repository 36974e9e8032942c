package dev.notifier.api.eventsin;

import dev.notifier.api.intake.Intake;
import dev.notifier.api.intake.Intake.Message;
import dev.notifier.api.intake.IntakeResult.Outcome;
import dev.notifier.api.limits.RequestLimits;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import dev.notifier.api.security.RefusedUses;
import dev.notifier.api.security.RefusedUses.Reason;
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
final class ClientEvents {
  private static final Logger LOG = LoggerFactory.getLogger(ClientEvents.class);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final Intake intake;
  private final RequestLimits limits;
  private final RefusedUses refusedUses;
  private final RecordSender refusals;
  private final EventsInMetrics metrics;
  private final InstantSource clock;

  ClientEvents(
      Intake intake,
      RequestLimits limits,
      RefusedUses refusedUses,
      RecordSender refusals,
      EventsInMetrics metrics,
      InstantSource clock) {
    this.intake = intake;
    this.limits = limits;
    this.refusedUses = refusedUses;
    this.refusals = refusals;
    this.metrics = metrics;
    this.clock = clock;
  }

  private record Refusal(ConsumerRecord<byte[], byte[]> record, RefusedEvent event) {}

  /**
   * Processes events and notes which are done.
   *
   * @param records at least one
   * @return why the others wait; null if there is none
   */
  @Nullable WaitReason process(
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
      messages.add(EventRecordReader.read(record));
      bytes += EventRecordReader.bytesOf(record);
    }
    List<Outcome> outcomes;
    try {
      outcomes = intake.accept(caller, messages, bytes).outcomes();
    } catch (ProblemException e) {
      LOG.debug("The events of {} wait", client, e);
      return WaitReason.OVERLOADED;
    }
    return done(client, records, outcomes, progress);
  }

  private boolean isBeyondLimit(@Nullable CallerKey key) {
    Integer limit = key == null ? null : key.permissions().requestsPerSecond();
    if (key == null || limit == null || limits.take(key.id(), limit).accepted()) {
      return false;
    }
    refusedUses.add(key.id(), Reason.REQUEST_LIMIT);
    return true;
  }

  private @Nullable WaitReason done(
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
    return refuse(client, refused, progress) ? wait : WaitReason.NOT_CONFIRMED;
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
