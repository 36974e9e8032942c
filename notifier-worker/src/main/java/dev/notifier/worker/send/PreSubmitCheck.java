package dev.notifier.worker.send;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.planning.SendingTime;
import dev.notifier.worker.cancellation.CancellationRules;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.optouts.OptOuts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The checks before a message is submitted: its time to live, the rules of cancellations, what its
 * recipient has opted out of and whom it must not be about, and the sending hours of advertising.
 * The one place that decides whether a message may still be sent; asked before its intents are
 * journaled, before each of its segments is written, also again, before it fails over, by a new
 * owner of the bind, and every second while it waits. What it refuses once it refuses for good.
 * Opt-outs do not concern answers: a person who writes gets an answer.
 *
 * <p>A message of which the carrier may have a segment is neither cancelled nor skipped. Of a
 * message with several segments only those are known to be unwritten that are here together; a
 * segment of it that is sent again alone is sent.
 */
public final class PreSubmitCheck {
  private final InstantSource clock;
  private final Supplier<CancellationRules> rules;
  private final BooleanSupplier rulesAreStale;
  private final OptOuts optOuts;

  /** Without cancellations and opt-outs. */
  public PreSubmitCheck(InstantSource clock) {
    this(clock, () -> CancellationRules.NONE, () -> false);
  }

  /**
   * Without opt-outs.
   *
   * @param rulesAreStale whether a rule may be missing
   */
  public PreSubmitCheck(
      InstantSource clock, Supplier<CancellationRules> rules, BooleanSupplier rulesAreStale) {
    this(clock, rules, rulesAreStale, OptOuts.NONE);
  }

  /**
   * @param rulesAreStale whether a rule may be missing
   */
  public PreSubmitCheck(
      InstantSource clock,
      Supplier<CancellationRules> rules,
      BooleanSupplier rulesAreStale,
      OptOuts optOuts) {
    this.clock = clock;
    this.rules = rules;
    this.rulesAreStale = rulesAreStale;
    this.optOuts = optOuts;
  }

  /** Why a message with all its pending segments must not be sent now, or null if it may be. */
  public @Nullable FailureReason reasonNotToSend(SubmitRecord message) {
    FailureReason expired = reasonNotToRepeat(message);
    return expired == null ? refusal(message) : expired;
  }

  /**
   * Why a journaled segment that is not on the wire must not be written, or null if it may be. Of a
   * message with several segments, the carrier may have another one.
   */
  @Nullable FailureReason reasonNotToWrite(PendingSegment segment) {
    SubmitRecord message = segment.message();
    boolean isAlone = message.texts().size() == 1 && !segment.intent().resent();
    return isAlone ? reasonNotToSend(message) : reasonNotToRepeat(message);
  }

  /** Why what the carrier may have must not be sent again, or null if it may be. */
  @Nullable FailureReason reasonNotToRepeat(SubmitRecord message) {
    Instant expiresAt = message.expiresAt();
    return expiresAt != null && !clock.instant().isBefore(expiresAt)
        ? FailureReason.EXPIRED_BEFORE_SUBMISSION
        : null;
  }

  /**
   * The segments of cancelled and opted-out messages with several segments, of which the carrier
   * has none, with the reason.
   *
   * @param waiting all segments that are not on the wire: queued ones, and those that were refused
   *     because they came too fast
   */
  Map<PendingSegment, FailureReason> refusedWhole(Collection<PendingSegment> waiting) {
    if (rules.get().number() == 0 && optOuts.isEmpty()) {
      return Map.of();
    }
    Map<UUID, Integer> whole = new HashMap<>();
    for (PendingSegment segment : waiting) {
      if (!segment.intent().resent()) {
        whole.merge(segment.message().notificationId(), 1, Integer::sum);
      }
    }
    Map<PendingSegment, FailureReason> refused = new HashMap<>();
    for (PendingSegment segment : waiting) {
      SubmitRecord message = segment.message();
      int segments = message.texts().size();
      if (segments > 1 && whole.getOrDefault(message.notificationId(), 0) == segments) {
        FailureReason reason = refusal(message);
        if (reason != null) {
          refused.put(segment, reason);
        }
      }
    }
    return refused;
  }

  /**
   * Whether a message waits because a rule that cancels it, or an opt-out, may be unknown. Messages
   * that someone waits for do not.
   */
  boolean mustWait(SubmitRecord message) {
    Category category = message.category();
    return message.isUntouched()
        && ((!isAnswer(message) && mayMissOptOut(message))
            || (isPutOff(category) && rulesAreStale.getAsBoolean()));
  }

  /**
   * How long a message waits because of quiet hours, at most five minutes longer than they last;
   * null if it may be sent now. What a carrier may have a part of is completed.
   */
  @Nullable RetryDelay quietDelay(SubmitRecord message) {
    if (!message.isUntouched() || isAnswer(message)) {
      return null;
    }
    Instant now = clock.instant();
    Instant until = SendingTime.quietUntil(message.category(), message.quietHours(), now);
    return until == null ? null : delay(Duration.between(now, until));
  }

  /** Few moves for each message; those of a night do not come back in the same second. */
  private static RetryDelay delay(Duration left) {
    if (left.compareTo(RetryDelay.H2.delay()) >= 0) {
      return RetryDelay.H2;
    }
    return left.compareTo(RetryDelay.M30.delay()) >= 0 ? RetryDelay.M30 : RetryDelay.M5;
  }

  /** Whether a message waits because of quiet hours. */
  boolean isQuiet(SubmitRecord message) {
    return quietDelay(message) != null;
  }

  /**
   * Whether a queued segment waits because of quiet hours, so that {@link WaitingSegments} moves
   * its message away. One that repeats an unconfirmed submission, and the rest of a message that
   * was begun, are written.
   */
  boolean isHeldBack(PendingSegment queued, InFlightWindow window) {
    return isQuiet(queued.message()) && window.isWhole(queued);
  }

  private boolean mayMissOptOut(SubmitRecord message) {
    return optOuts.mayMiss(message.category(), tenant(message))
        || (message.about() != null
            && message.category() == Category.SERVICE
            && optOuts.mayMissPersons(tenant(message)));
  }

  /** Whether any message waits because a rule or an opt-out may be unknown. */
  boolean mayMissAny() {
    return rulesAreStale.getAsBoolean() || optOuts.mayMissAny();
  }

  private static boolean isPutOff(Category category) {
    return switch (category) {
      case OTP, SERVICE -> false;
      case GENERAL_INFO, ADVERTISING -> true;
    };
  }

  private @Nullable FailureReason refusal(SubmitRecord message) {
    if (!message.isUntouched()) {
      return null;
    }
    MessageOrigin origin = message.origin();
    if (origin != null && rules.get().match(origin, message.template().id()) != null) {
      return FailureReason.CANCELLED;
    }
    return isAnswer(message) ? null : refusedByRecipient(message);
  }

  private @Nullable FailureReason refusedByRecipient(SubmitRecord message) {
    if (optOuts.isOptedOut(message.phone(), tenant(message), message.category())) {
      return FailureReason.OPTED_OUT;
    }
    MessageSubject about = message.about();
    return about != null
            && message.category() == Category.SERVICE
            && optOuts.isWrongPerson(message.phone(), tenant(message), about)
        ? FailureReason.WRONG_PERSON
        : null;
  }

  private static boolean isAnswer(SubmitRecord message) {
    MessageOrigin origin = message.origin();
    return origin != null && origin.isAnswer();
  }

  private static long tenant(SubmitRecord message) {
    MessageOrigin origin = message.origin();
    return origin == null ? MessageOrigin.NONE : origin.tenant();
  }
}
