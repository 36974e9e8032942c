package dev.notifier.worker.submit;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Turns what came of a segment (an answer, a silence) into the next step of the journal. */
final class ResponseHandler {
  private static final int ROK = 0;

  private final PendingCommit step;
  private final ResponsePolicy policy;
  private final Outlook outlook;
  private final SubmitMetrics meters;
  private final InstantSource clock;

  /**
   * What answers have an effect on besides their segments.
   *
   * @param rebind asks for the session to be bound anew
   * @param elsewhere where a message goes that this carrier does not want; null when there is none
   */
  record Outlook(
      RateControl pace, Runnable rebind, Supplier<FailoverTargets.@Nullable Place> elsewhere) {}

  ResponseHandler(
      PendingCommit step,
      ResponsePolicy policy,
      Outlook outlook,
      SubmitMetrics meters,
      InstantSource clock) {
    this.policy = policy;
    this.step = step;
    this.outlook = outlook;
    this.meters = meters;
    this.clock = clock;
  }

  /** The carrier answered. */
  void answered(PendingSegment open, UncommittedResponses.Heard heard) {
    if (heard.commandStatus() == ROK) {
      policy.accepted();
      outlook.pace().accepted();
      note(open, heard, Outcome.ACCEPTED, null);
      return;
    }
    ResponseAction treatment = policy.of(heard.commandStatus());
    mood(treatment);
    switch (treatment) {
      case SLOW -> step.slowed.add(new PendingCommit.Slowed(open, heard));
      case REJECT ->
          note(open, heard, Outcome.REJECTED, ResponsePolicy.reason(heard.commandStatus()));
      case OTHER_ROUTE -> elsewhere(open, heard);
      case RETRY, RETRY_FEW, REBIND, QUEUE_FULL -> later(open, heard, treatment);
    }
  }

  private void mood(ResponseAction treatment) {
    switch (treatment) {
      case SLOW -> outlook.pace().tooFast();
      case REJECT, RETRY_FEW, QUEUE_FULL -> outlook.pace().refused();
      case RETRY, OTHER_ROUTE -> outlook.pace().failed();
      case REBIND -> {
        outlook.pace().failed();
        outlook.rebind().run();
      }
    }
  }

  private void later(
      PendingSegment open, UncommittedResponses.Heard heard, ResponseAction treatment) {
    Optional<RetryDelay> delay = treatment.delayAfter(open.naming().attempt());
    if (delay.isEmpty()) {
      note(open, heard, Outcome.REJECTED, FailureReason.ATTEMPTS_EXHAUSTED);
      return;
    }
    note(open, heard, Outcome.RETRIED, ResponsePolicy.reason(heard.commandStatus()));
    step.sends.add(retry(open, delay.get()));
  }

  /** Of a message of several segments another may have been taken: it stays on its route. */
  private void elsewhere(PendingSegment open, UncommittedResponses.Heard heard) {
    SubmitRecord message = open.message();
    boolean mayGo =
        message.texts().size() == 1
            && !open.naming().resent()
            && !message.resent()
            && message.hops() < FailoverTargets.HOPS_MAX;
    FailoverTargets.Place place = mayGo ? outlook.elsewhere().get() : null;
    if (place == null) {
      later(open, heard, ResponseAction.OTHER_ROUTE);
      return;
    }
    note(open, heard, Outcome.RETRIED, ResponsePolicy.reason(heard.commandStatus()));
    step.sends.add(
        FailoverTargets.handOn(message, open.naming().lane(), place, open.naming().attempt() + 1));
    meters.handedOn(place.route());
  }

  /** It came too fast, and is named again with this record. */
  void slowed(PendingCommit.Slowed slowed) {
    note(
        slowed.open(),
        slowed.heard(),
        Outcome.THROTTLED,
        ResponsePolicy.reason(slowed.heard().commandStatus()));
  }

  /** Its time passed while the carrier had it wait. */
  void expired(PendingCommit.Slowed slowed) {
    note(slowed.open(), slowed.heard(), Outcome.REJECTED, FailureReason.EXPIRED_BEFORE_SUBMISSION);
  }

  /** The segment cannot be put on the wire at all; it never will. */
  void unsendable(PendingSegment open) {
    long now = clock.millis();
    note(
        open,
        new UncommittedResponses.Heard(-1, null, now, now),
        Outcome.REJECTED,
        FailureReason.CARRIER_PROTOCOL_ERROR);
  }

  /** No answer will come, because the link is gone or its deadline passed. */
  void inDoubt(PendingSegment open) {
    SubmitIntent naming = open.naming();
    if (naming.resendable() && !naming.resent()) {
      step.resends.add(open);
    } else {
      step.doubts.add(doubt(naming, false));
    }
    meters.doubted(naming.resendable() && !naming.resent());
  }

  /** The carrier kept silent past the deadline. */
  void silent(PendingSegment open) {
    outlook.pace().failed();
    inDoubt(open);
  }

  Unconfirmed doubt(SubmitIntent naming, boolean resent) {
    return new Unconfirmed(naming.number(), naming.segment(), naming.of(), resent, clock.millis());
  }

  private void note(
      PendingSegment open,
      UncommittedResponses.Heard heard,
      Outcome outcome,
      @Nullable FailureReason reason) {
    SubmitIntent naming = open.naming();
    step.answers.add(
        new Response(
            naming.number(),
            naming.segment(),
            naming.of(),
            naming.attempt(),
            naming.resent(),
            outcome,
            heard.commandStatus(),
            heard.messageId(),
            reason,
            heard.writtenMs(),
            heard.answeredMs()));
    meters.answered(
        outcome, reason == null ? "none" : reason.name(), heard.answeredMs() - heard.writtenMs());
  }

  private static ProducerRecord<byte[], byte[]> retry(PendingSegment open, RetryDelay delay) {
    return new ProducerRecord<>(
        Topics.retry(open.naming().lane(), delay),
        RecordJson.write(
            open.message()
                .retryOf(open.part(), open.naming().attempt() + 1, open.naming().resent())));
  }
}
