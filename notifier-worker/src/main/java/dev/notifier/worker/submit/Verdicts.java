package dev.notifier.worker.submit;

import dev.notifier.contracts.Cause;
import dev.notifier.contracts.Forms;
import dev.notifier.contracts.JournalRecord.Answer;
import dev.notifier.contracts.JournalRecord.Doubt;
import dev.notifier.contracts.JournalRecord.Naming;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.Topics;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Turns what came of a segment (an answer, a silence) into the next step of the journal. */
final class Verdicts {
  private static final int ROK = 0;

  private final Step step;
  private final AnswerPolicy policy;
  private final SubmitMeters meters;
  private final InstantSource clock;

  Verdicts(Step step, AnswerPolicy policy, SubmitMeters meters, InstantSource clock) {
    this.policy = policy;
    this.step = step;
    this.meters = meters;
    this.clock = clock;
  }

  /** The carrier answered. A refusal that may pass gets its next attempt on a retry topic. */
  void answered(Open open, Memory.Heard heard) {
    if (heard.commandStatus() == ROK) {
      note(open, heard, Outcome.ACCEPTED, null);
      return;
    }
    Cause cause = AnswerPolicy.cause(heard.commandStatus());
    if (!policy.tryAgain(heard.commandStatus())) {
      note(open, heard, Outcome.REJECTED, cause);
      return;
    }
    Optional<RetryDelay> delay = AnswerPolicy.delayAfter(open.naming().attempt());
    if (delay.isEmpty()) {
      note(open, heard, Outcome.REJECTED, Cause.ATTEMPTS_USED_UP);
      return;
    }
    note(open, heard, Outcome.RETRIED, cause);
    step.retries.add(retry(open, delay.get()));
  }

  /** The segment cannot be put on the wire at all; it never will. */
  void unsendable(Open open) {
    long now = clock.millis();
    note(open, new Memory.Heard(-1, null, now, now), Outcome.REJECTED, Cause.CARRIER_PROTOCOL);
  }

  /** No answer will come. Resent once where the category wants it, else held. */
  void inDoubt(Open open) {
    Naming naming = open.naming();
    if (naming.resendable() && !naming.resent()) {
      step.resends.add(open);
    } else {
      step.doubts.add(doubt(naming, false));
    }
    meters.doubted(naming.resendable() && !naming.resent());
  }

  Doubt doubt(Naming naming, boolean resent) {
    return new Doubt(naming.number(), naming.segment(), naming.of(), resent, clock.millis());
  }

  private void note(Open open, Memory.Heard heard, Outcome outcome, @Nullable Cause cause) {
    Naming naming = open.naming();
    step.answers.add(
        new Answer(
            naming.number(),
            naming.segment(),
            naming.of(),
            naming.attempt(),
            naming.resent(),
            outcome,
            heard.commandStatus(),
            heard.messageId(),
            cause,
            heard.writtenMs(),
            heard.answeredMs()));
    meters.answered(
        outcome, cause == null ? "none" : cause.name(), heard.answeredMs() - heard.writtenMs());
  }

  private static ProducerRecord<byte[], byte[]> retry(Open open, RetryDelay delay) {
    return new ProducerRecord<>(
        Topics.retry(open.naming().lane(), delay),
        Forms.write(
            open.message()
                .retryOf(open.part(), open.naming().attempt() + 1, open.naming().resent())));
  }
}
