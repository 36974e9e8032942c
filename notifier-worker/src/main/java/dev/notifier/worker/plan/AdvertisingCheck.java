package dev.notifier.worker.plan;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.store.advertising.AdvertisingFacts.Facts;
import dev.notifier.store.advertising.DoNotCallList;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the advertising of one batch, in the order of its events, so that those of a number
 * that are planned count for the next ones. Used by one thread.
 */
final class AdvertisingCheck {
  /** For events that are no advertising. */
  static final AdvertisingCheck NONE = new AdvertisingCheck();

  /** How many advertisements a number gets from a tenant in 24 hours. */
  private static final int MAX_MESSAGES = 3;

  private final Map<Target, Planned> numbers = new HashMap<>();

  /**
   * The sender and the number of a message.
   *
   * @param phone in E.164 format
   */
  record Target(String tenant, String phone) {
    /** Omits the number. */
    @Override
    public String toString() {
      return "Target[" + tenant + "]";
    }
  }

  private static final class Planned {
    private final Facts facts;

    /** The digests of the events of this batch that are planned. */
    private final Set<UUID> events = new HashSet<>();

    Planned(Facts facts) {
      this.facts = facts;
    }
  }

  /**
   * Adds what is known of a number.
   *
   * @param facts null if nothing is
   */
  void add(Target target, @Nullable Facts facts) {
    numbers.put(
        target, new Planned(facts == null ? new Facts(false, false, false, null, 0) : facts));
  }

  /**
   * Why an event must not be sent, or null if it may be; then it counts for the next ones if it is
   * sent now.
   *
   * @param phone to which it goes, in E.164 format
   * @param isSentNow false if it waits; how many others the number got is asked when it is sent
   */
  @Nullable FailureReason reasonNotToSend(
      EventRecord event, String phone, Instant now, boolean isSentNow) {
    if (event.category() != Category.ADVERTISING) {
      return null;
    }
    Planned number = numbers.get(new Target(event.tenant(), phone));
    if (number == null) {
      return FailureReason.NO_CONSENT;
    }
    FailureReason reason = reason(number, now, isSentNow);
    if (reason == null && isSentNow) {
      number.events.add(event.digest());
    }
    return reason;
  }

  private static @Nullable FailureReason reason(Planned number, Instant now, boolean isSentNow) {
    Facts facts = number.facts;
    Instant listAt = facts.listAt();
    if (!facts.enabled()) {
      return FailureReason.ADVERTISING_DISABLED;
    }
    if (!facts.consent()) {
      return FailureReason.NO_CONSENT;
    }
    if (listAt == null || now.isAfter(listAt.plus(DoNotCallList.MAX_AGE))) {
      return FailureReason.DO_NOT_CALL_OUTDATED;
    }
    if (facts.doNotCall()) {
      return FailureReason.DO_NOT_CALL;
    }
    return isSentNow && facts.messages() + number.events.size() >= MAX_MESSAGES
        ? FailureReason.ADVERTISING_LIMIT
        : null;
  }
}
