package dev.notifier.api.permissions;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import dev.notifier.api.security.RefusedUses;
import dev.notifier.api.security.RefusedUses.Reason;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses the valid events that the key of a caller may not send. Thread-safe. */
public final class SendPermissions {
  private static final String TYPE = "/type";
  private static final String PHONE = "/data/recipient/phone";

  private final DailyLimits days;
  private final RefusedUses refusals;
  private final RecipientKey hmac;
  private final boolean hasTestRoute;

  /**
   * @param hmac of the numbers of teams
   * @param hasTestRoute whether a route for tests is configured; which one carries a message is
   *     decided by the plan stage
   */
  public SendPermissions(
      DailyLimits days, RefusedUses refusals, RecipientKey hmac, boolean hasTestRoute) {
    this.days = days;
    this.refusals = refusals;
    this.hmac = hmac;
    this.hasTestRoute = hasTestRoute;
  }

  /** The permissions for the events of one request. */
  public OfRequest ofRequest(Caller caller) {
    return new OfRequest(caller.key());
  }

  /** Used by one thread. */
  public final class OfRequest {
    private final @Nullable CallerKey key;
    private final Set<String> team;
    private boolean reported;

    private OfRequest(@Nullable CallerKey key) {
      this.key = key;
      this.team = key == null ? Set.of() : Set.copyOf(key.permissions().teamNumbers());
    }

    /** Why the key may not send an event; null if it may, and then the event counts. */
    public @Nullable Violation refusal(String type, Category category, MobileNumber number) {
      if (key == null) {
        return null;
      }
      KeyPermissions permissions = key.permissions();
      if (!permissions.allowsEvent(type, category.name())) {
        return refused(key, Reason.EVENT_TYPE, TYPE, ErrorCode.TYPE_NOT_ALLOWED);
      }
      if (key.kind() == KeyKind.TEST && !hasTestRoute) {
        return Violation.at("", ErrorCode.NO_TEST_ROUTE);
      }
      if (key.kind() == KeyKind.TEAM && !team.contains(hmac.of(number))) {
        return refused(key, Reason.TEAM_NUMBER, PHONE, ErrorCode.NUMBER_NOT_IN_TEAM);
      }
      Integer limit = permissions.messagesPerDay();
      if (limit != null && !days.tryAcquire(key.id(), limit)) {
        return refused(key, Reason.DAILY_LIMIT, "", ErrorCode.DAILY_LIMIT_REACHED);
      }
      return null;
    }

    /** Events that were not refused, and were not accepted either. */
    public void release(long events) {
      if (key != null && key.permissions().messagesPerDay() != null && events > 0) {
        days.release(key.id(), events);
      }
    }

    /** Counts each event; the log has one line at most for the events of a request. */
    private Violation refused(CallerKey of, Reason reason, String pointer, ErrorCode code) {
      if (reported) {
        refusals.count(reason);
      } else {
        refusals.add(of.id(), reason);
        reported = true;
      }
      return Violation.at(pointer, code);
    }
  }
}
