package dev.notifier.api.affected;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.http.SignedCursors;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.directory.DirectoryChanges;
import dev.notifier.store.people.AffectedPersons.Cause;
import dev.notifier.store.people.AffectedPersons.Question;
import dev.notifier.store.tracking.SweepStore;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for the persons that something has touched. One of key, user and route is
 * given.
 *
 * @param to exclusive
 * @param cursor {@code next} of the page before; null = the first page
 * @param requestedLimit the most rows of a list; null = the default
 */
record AffectedRequest(
    What what,
    String from,
    String to,
    @Nullable String key,
    @Nullable String user,
    @Nullable String route,
    @Nullable String cursor,
    @JsonProperty("limit") @Nullable Integer requestedLimit) {
  private static final Duration MAX_RANGE = Duration.ofDays(366);
  private static final int DEFAULT_LIMIT = 100;

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed(
          "A request for affected persons", List.of("application/json"), 4 << 10);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "AffectedRequest",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /** How persons were touched. */
  enum What {
    /** Somebody saw data about them. */
    @JsonProperty("look-ups")
    LOOK_UPS,
    /** Messages were sent to them. */
    @JsonProperty("messages")
    MESSAGES,
    /** They were stored in the directory, or removed from it. */
    @JsonProperty("directory")
    DIRECTORY
  }

  /**
   * Reads the body.
   *
   * @throws ProblemException with all violations
   */
  static AffectedRequest read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.read(request, BODY).object(), AffectedRequest.class);
  }

  /**
   * What is asked.
   *
   * @param tenant of the caller
   * @throws ProblemException if no cause or several are named, or if the range or the cursor is
   *     wrong
   */
  Question question(String tenant, SignedCursors cursors) {
    Instant first = time("/from", from);
    Instant end = time("/to", to);
    if (!first.isBefore(end) || first.plus(MAX_RANGE).isBefore(end)) {
      throw invalid(
          "/to",
          "The range is empty or longer than " + MAX_RANGE.toDays() + " days. Send another.");
    }
    UUID before = cursor == null ? SweepStore.lowestId(end) : cursors.place(cursor, search(tenant));
    return new Question(tenant, cause(), name(), SweepStore.lowestId(first), before);
  }

  /**
   * What is asked about the directory.
   *
   * @param enough the number of changes after which a page ends
   * @throws ProblemException as {@link #question}
   */
  DirectoryChanges.Question directoryQuestion(String tenant, SignedCursors cursors, int enough) {
    Question question = question(tenant, cursors);
    return new DirectoryChanges.Question(
        tenant,
        key == null ? DirectoryChanges.By.USER : DirectoryChanges.By.KEY,
        question.name(),
        question.from(),
        question.before(),
        enough);
  }

  private Cause cause() {
    if (List.of(key != null, user != null, route != null).stream().filter(each -> each).count()
        != 1) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_PARAMETER, "Send one of key, user and route."));
    }
    Cause cause = key != null ? Cause.KEY : user != null ? Cause.USER : Cause.ROUTE;
    if (cause == Cause.USER && what == What.MESSAGES) {
      throw invalid(
          "/what",
          "Messages are known by key and by route. Send look-ups or directory for a user.");
    }
    if (cause == Cause.ROUTE && what != What.MESSAGES) {
      throw invalid("/what", "A route looks no one up and changes no one. Send messages.");
    }
    return cause;
  }

  private String name() {
    return key != null ? key : user != null ? user : String.valueOf(route);
  }

  int limit() {
    return requestedLimit == null ? DEFAULT_LIMIT : requestedLimit;
  }

  /** What a cursor is bound to: all fields but the size of a page. */
  List<String> search(String tenant) {
    List<String> search = new ArrayList<>(List.of("affected", tenant));
    detail()
        .forEach((field, value) -> {
          search.add(field);
          search.add(value);
        });
    return search;
  }

  /** What the audit says. */
  Map<String, String> detail() {
    Map<String, String> detail = new TreeMap<>(Map.of("what", what.name(), "from", from, "to", to));
    put(detail, "key", key);
    put(detail, "user", user);
    put(detail, "route", route);
    return detail;
  }

  private static void put(Map<String, String> detail, String name, @Nullable String value) {
    if (value != null) {
      detail.put(name, value);
    }
  }

  private static Instant time(String pointer, String text) {
    Instant time = Rfc3339.parse(text);
    if (time == null || time.isBefore(Instant.EPOCH)) {
      throw invalid(pointer, "This is not a time. Send one as 2026-12-01T08:00:00Z.");
    }
    return time;
  }

  private static ProblemException invalid(String pointer, String detail) {
    return new ProblemException(
        Problem.of(List.of(new Violation(pointer, ErrorCode.INVALID_PARAMETER, detail))));
  }
}
