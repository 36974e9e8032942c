package dev.notifier.worker.health;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.worker.bind.session.BindStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Describes the lanes of binds on which messages wait for too long, and what to do about it. */
public final class WaitingMessages {
  /** A one-time code is of little use after a minute. */
  private static final Duration URGENT_LIMIT = Duration.ofSeconds(30);

  /** As long as a short outage of a carrier, or a burst, takes to work off. */
  private static final Duration OTHER_LIMIT = Duration.ofMinutes(10);

  /** A carrier that permits less of the contracted rate throttles. */
  private static final double THROTTLED_SHARE = 0.95;

  private WaitingMessages() {}

  /**
   * A sentence for each lane of a bind with a message that has waited for longer than its limit.
   */
  public static List<String> warnings(Collection<BindStatus> binds, Instant now) {
    List<String> warnings = new ArrayList<>();
    for (BindStatus bind : binds) {
      for (Lane lane : Lane.values()) {
        Duration age = bind.oldestAge(lane, now);
        Duration limit = lane == Lane.URGENT ? URGENT_LIMIT : OTHER_LIMIT;
        if (age.compareTo(limit) > 0) {
          warnings.add(
              "bind %s/%d, lane %s: the oldest message has waited for %s, more than %s; %s"
                  .formatted(
                      bind.route(),
                      bind.session(),
                      lane.id(),
                      AgeText.of(age),
                      AgeText.of(limit),
                      cause(bind)));
        }
      }
    }
    return warnings;
  }

  private static String cause(BindStatus bind) {
    if (bind.phase() != Phase.BOUND) {
      String error = bind.lastError();
      return "the bind is " + bind.phase() + (error == null ? "" : ": " + error);
    }
    if (!bind.problems().isEmpty()) {
      return "a record stops a lane of the bind: see the problems under stages";
    }
    if (bind.rateLimit() > 0 && bind.rate() < THROTTLED_SHARE * bind.rateLimit()) {
      return String.format(
          Locale.ROOT,
          "the carrier throttles to %.1f of %.1f segments per second: ask it for the reason",
          bind.rate(),
          bind.rateLimit());
    }
    if (bind.windowInUse() >= bind.window()) {
      return "the window of "
          + bind.window()
          + " is full, so the carrier responds slowly: ask it for the reason, or raise window or"
          + " sessions if the contract permits";
    }
    return "more messages arrive than the bind may write: wait if notifier.submit.oldest.age falls,"
        + " otherwise raise rate or sessions if the contract permits";
  }
}
