package dev.notifier.console.batches;

import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.FormProblems.Problem;
import dev.notifier.console.layout.Page;
import dev.notifier.console.text.Formats;
import dev.notifier.console.text.TypedTimes;
import dev.notifier.console.web.Form;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When and how fast a batch is sent, as it is typed. Times are those of Vietnam. */
record ReleaseFields(
    String startAt,
    String from,
    String until,
    String finishBy,
    String maxPerSecond,
    String reason,
    boolean acceptRepeated,
    boolean secondPerson) {
  private static final String START = "startAt";
  private static final String HOURS = "sendingHours";
  private static final String FINISH = "finishBy";
  private static final String PACE = "maxPerSecond";
  private static final String SECOND_PERSON = "secondPerson";

  /** What the form of a first release proposes: people are not woken up. */
  static ReleaseFields proposed() {
    return new ReleaseFields("", "07:00", "21:00", "", "", "", false, false);
  }

  /** What the form of a second person has: all as the first one has asked for. */
  static ReleaseFields unchanged() {
    return new ReleaseFields("", "", "", "", "", "", false, false);
  }

  /** What the form has that changes a pace. */
  static ReleaseFields of(BatchView.@Nullable Pace pace) {
    if (pace == null) {
      return unchanged();
    }
    BatchView.Hours hours = pace.sendingHours();
    return new ReleaseFields(
        typed(pace.startAt()),
        hours == null ? "" : hours.from(),
        hours == null ? "" : hours.until(),
        typed(pace.finishBy()),
        pace.maxPerSecond() == null ? "" : String.valueOf(pace.maxPerSecond()),
        "",
        false,
        false);
  }

  static ReleaseFields of(Form form) {
    return new ReleaseFields(
        form.text(START),
        form.text("from"),
        form.text("until"),
        form.text(FINISH),
        form.text(PACE),
        form.text("reason"),
        form.has("acceptRepeated"),
        form.has(SECOND_PERSON));
  }

  /** What is not a time, not a number, or only half of the hours. */
  FormProblems problems(Page page) {
    List<Problem> problems = new ArrayList<>();
    if (!isTime(startAt)) {
      problems.add(new Problem(START, page.t("batches.release.no-time")));
    }
    if (!isTime(finishBy)) {
      problems.add(new Problem(FINISH, page.t("batches.release.no-time")));
    }
    if (from.isEmpty() != until.isEmpty()) {
      problems.add(
          new Problem(from.isEmpty() ? "from" : "until", page.t("batches.release.both-hours")));
    }
    if (!maxPerSecond.matches("[0-9]{0,5}")) {
      problems.add(new Problem(PACE, page.t("batches.release.no-number")));
    }
    return new FormProblems(problems, null);
  }

  /** The body of the request. Call it only without {@link #problems}. */
  Map<String, Object> body(String dryRunId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("dryRunId", dryRunId);
    if (!startAt.isEmpty()) {
      body.put(START, instant(startAt));
    }
    if (!from.isEmpty()) {
      body.put(HOURS, Map.of("from", from, "until", until));
    }
    if (!finishBy.isEmpty()) {
      body.put(FINISH, instant(finishBy));
    }
    if (!maxPerSecond.isEmpty()) {
      body.put(PACE, Integer.valueOf(maxPerSecond));
    }
    if (!reason.isEmpty()) {
      body.put("reason", reason);
    }
    if (acceptRepeated) {
      body.put("acceptRepeated", true);
    }
    if (secondPerson) {
      body.put(SECOND_PERSON, true);
    }
    return body;
  }

  /**
   * The merge patch of a pace. Call it only without {@link #problems}.
   *
   * @param shown what the form had before: what is the same is not sent
   */
  Map<String, @Nullable Object> changes(ReleaseFields shown) {
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    if (!startAt.equals(shown.startAt)) {
      changes.put(START, startAt.isEmpty() ? null : instant(startAt));
    }
    if (!from.equals(shown.from) || !until.equals(shown.until)) {
      changes.put(HOURS, from.isEmpty() ? null : Map.of("from", from, "until", until));
    }
    if (!finishBy.equals(shown.finishBy)) {
      changes.put(FINISH, finishBy.isEmpty() ? null : instant(finishBy));
    }
    if (!maxPerSecond.equals(shown.maxPerSecond)) {
      changes.put(PACE, maxPerSecond.isEmpty() ? null : Integer.valueOf(maxPerSecond));
    }
    return changes;
  }

  private static String typed(@Nullable Instant time) {
    return time == null
        ? ""
        : time.atZone(Formats.ZONE).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES).toString();
  }

  private static boolean isTime(String text) {
    return text.isEmpty() || TypedTimes.time(text) != null;
  }

  private static String instant(String text) {
    return Objects.requireNonNull(TypedTimes.time(text)).toString();
  }
}
