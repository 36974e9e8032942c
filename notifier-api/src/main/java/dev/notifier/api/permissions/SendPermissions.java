package dev.notifier.api.permissions;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.quotas.QuotaMetrics;
import dev.notifier.api.quotas.TenantQuotas;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import dev.notifier.api.security.RefusedUses;
import dev.notifier.api.security.RefusedUses.Reason;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the valid events that a caller may not send, because of the key or because its tenant has
 * used its monthly quota. Thread-safe.
 */
public final class SendPermissions {
  private static final String TYPE = "/type";
  private static final String PHONE = "/data/recipient/phone";

  private final DailyLimits days;
  private final Quotas quotas;
  private final RefusedUses refusals;
  private final RecipientKey hmac;
  private final boolean hasTestRoute;

  /** The monthly quotas of tenants, and what is reported about them. */
  public record Quotas(TenantQuotas tenants, QuotaMetrics metrics) {}

  /**
   * @param hmac of the numbers of teams
   * @param hasTestRoute whether a route for tests is configured; which one carries a message is
   *     decided by the plan stage
   */
  public SendPermissions(
      DailyLimits days,
      Quotas quotas,
      RefusedUses refusals,
      RecipientKey hmac,
      boolean hasTestRoute) {
    this.days = days;
    this.quotas = quotas;
    this.refusals = refusals;
    this.hmac = hmac;
    this.hasTestRoute = hasTestRoute;
  }

  /** The permissions for the events of one request. */
  public OfRequest ofRequest(Caller caller) {
    return new OfRequest(caller, quotas.tenants().isReached(caller.tenant()), false);
  }

  /** The permissions for events of a topic, which wait when the limit of a day is reached. */
  public OfRequest ofTopic(Caller caller) {
    return new OfRequest(caller, quotas.tenants().isReached(caller.tenant()), true);
  }

  /** Used by one thread. */
  public final class OfRequest {
    private final @Nullable CallerKey key;
    private final boolean isTest;
    private final boolean quotaReached;
    private final Set<String> team;
    private final boolean limitWaits;
    private boolean reported;

    private OfRequest(Caller caller, boolean quotaReached, boolean limitWaits) {
      this.limitWaits = limitWaits;
      this.key = caller.key();
      this.isTest =
          TenantRecord.isShadow(caller.tenant()) || (key != null && key.kind() == KeyKind.TEST);
      this.quotaReached = quotaReached;
      this.team = key == null ? Set.of() : Set.copyOf(key.permissions().teamNumbers());
    }

    /**
     * Why the caller may not send an event; null if it may, and then the event counts.
     *
     * @param number null if the directory decides, and so no one of a team
     */
    public @Nullable Violation refusal(
        String type, Category category, @Nullable MobileNumber number) {
      Violation refusal = key == null ? null : notAllowed(key, type, category, number);
      if (refusal == null && isTest && !hasTestRoute) {
        return Violation.at("", ErrorCode.NO_TEST_ROUTE);
      }
      if (refusal == null && quotaReached && !TenantQuotas.continues(category)) {
        quotas.metrics().event(category);
        refusal = Violation.at("", ErrorCode.QUOTA_REACHED);
      }
      if (refusal == null && key != null) {
        refusal = overLimit(key);
      }
      if (refusal == null && quotaReached) {
        quotas.metrics().event(category);
      }
      return refusal;
    }

    private @Nullable Violation notAllowed(
        CallerKey key, String type, Category category, @Nullable MobileNumber number) {
      KeyPermissions permissions = key.permissions();
      if (!permissions.allowsEvent(type, category.name())) {
        return refused(key, Reason.EVENT_TYPE, TYPE, ErrorCode.TYPE_NOT_ALLOWED);
      }
      if (key.kind() == KeyKind.TEAM && (number == null || !team.contains(hmac.of(number)))) {
        return refused(key, Reason.TEAM_NUMBER, PHONE, ErrorCode.NUMBER_NOT_IN_TEAM);
      }
      return null;
    }

    private @Nullable Violation overLimit(CallerKey key) {
      Integer limit = key.permissions().messagesPerDay();
      if (limit == null || days.tryAcquire(key.id(), limit)) {
        return null;
      }
      return limitWaits
          ? Violation.at("", ErrorCode.DAILY_LIMIT_REACHED)
          : refused(key, Reason.DAILY_LIMIT, "", ErrorCode.DAILY_LIMIT_REACHED);
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
