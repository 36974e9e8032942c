package dev.notifier.api.statuses;

import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;
import dev.notifier.kafka.feed.FeedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of the feed asks for.
 *
 * @param timeout how long to wait for a change
 * @param personal whether numbers and texts are added
 */
record FeedRequest(FeedStart start, Duration timeout, boolean personal) {
  static final int MAX_SECONDS = 30;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,3}");

  /**
   * Reads the parameters; each may be null.
   *
   * @throws ProblemException if one is invalid, or if the caller may not see personal data and asks
   *     for it
   */
  static FeedRequest of(
      Caller caller,
      FeedIds ids,
      @Nullable String lastEventId,
      @Nullable String from,
      @Nullable String timeout,
      @Nullable String include) {
    if (lastEventId != null && from != null) {
      throw invalid("Send lastEventId or from, not both.");
    }
    boolean personal = personal(include);
    if (personal) {
      caller.require(Scope.PERSONAL_DATA_READ);
    }
    FeedStart start = lastEventId == null ? start(from) : behind(caller.tenant(), ids, lastEventId);
    return new FeedRequest(start, duration(timeout), personal);
  }

  private static FeedStart behind(String tenant, FeedIds ids, String lastEventId) {
    return new FeedStart.Behind(
        ids.position(tenant, lastEventId)
            .orElseThrow(() -> new ProblemException(ErrorCode.INVALID_FEED_POSITION)));
  }

  private static FeedStart start(@Nullable String from) {
    if (from == null) {
      return new FeedStart.Beginning();
    }
    if (from.equals("now")) {
      return new FeedStart.Now();
    }
    Instant time = Rfc3339.parse(from);
    if (time == null) {
      throw invalid(
          "The parameter from is invalid. Send now, or a time such as 2026-12-01T08:00:00Z; in an"
              + " offset, write + as %2B.");
    }
    return new FeedStart.At(time);
  }

  private static Duration duration(@Nullable String timeout) {
    int seconds =
        timeout == null
            ? 0
            : SECONDS.matcher(timeout).matches() ? Integer.parseInt(timeout) : Integer.MAX_VALUE;
    if (seconds > MAX_SECONDS) {
      throw invalid("The parameter timeout is invalid. Send 0 to " + MAX_SECONDS + " seconds.");
    }
    return Duration.ofSeconds(seconds);
  }

  private static boolean personal(@Nullable String include) {
    if (include != null && !include.equals("personal")) {
      throw invalid("The parameter include is invalid. Send personal, or omit it.");
    }
    return include != null;
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_PARAMETER, detail));
  }
}
