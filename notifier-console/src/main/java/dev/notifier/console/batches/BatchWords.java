package dev.notifier.console.batches;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.batches.BatchView.Question;
import dev.notifier.console.layout.Page;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of batches in the words of the person. */
final class BatchWords {
  private static final long KILO = 1024;
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final String USER = "user:";
  private static final Pattern ROW = Pattern.compile(" \\(row (\\d+)\\)$");
  private static final Pattern STOPPED =
      Pattern.compile(
          "(\\d+) of (\\d+) lines that (?:carriers got|ended) in the last (\\d+) minutes"
              + " (were rejected|were not delivered|failed with (\\w+))");
  private static final String NOT_PASSED_ON = "its lines cannot be sent: ";
  private static final String BY_PERSON = "Paused by a person.";

  private static final Map<String, String> DELIMITERS =
      Map.of(",", "comma", ";", "semicolon", "\t", "tab", "|", "bar");

  private BatchWords() {}

  /** Whether the batch has stopped by itself. */
  static boolean isStopped(BatchView batch) {
    return batch.is("PAUSED") && batch.reason() != null && !BY_PERSON.equals(batch.reason());
  }

  /** Why the file cannot be read, or why the batch is paused. */
  static String reason(Page page, @Nullable String reason) {
    if (reason == null) {
      return "";
    }
    if (reason.startsWith(NOT_PASSED_ON)) {
      return page.t("batches.stopped.lines", reason.substring(NOT_PASSED_ON.length()));
    }
    Matcher stopped = STOPPED.matcher(reason);
    if (stopped.matches()) {
      return stopped(page, stopped);
    }
    Matcher row = ROW.matcher(reason);
    if (row.find()) {
      return page.translated("batches.said", reason.substring(0, row.start()))
          + " "
          + page.t("batches.at-row", row.group(1));
    }
    return page.translated("batches.said", reason);
  }

  private static String stopped(Page page, Matcher stopped) {
    String failed = number(page, stopped.group(1));
    String all = number(page, stopped.group(2));
    String minutes = stopped.group(3);
    String reason = stopped.group(5);
    if (reason != null) {
      return page.t("batches.stopped.reason", failed, all, minutes, failure(page, reason));
    }
    return page.t(
        stopped.group(4).equals("were rejected")
            ? "batches.stopped.rejected"
            : "batches.stopped.undelivered",
        failed,
        all,
        minutes);
  }

  private static String number(Page page, String digits) {
    return page.number(Long.parseLong(digits));
  }

  /** What happens next. */
  static String next(Page page, BatchView batch) {
    Instant start = batch.start(page.now());
    return start == null
        ? page.word("batches.next", batch.state())
        : page.t("batches.next.SCHEDULED", page.moment(start));
  }

  /** What the button of the release does. */
  static String release(Page page, BatchView batch, DryRunView dryRun) {
    Long messages = dryRun.messages();
    long count = messages == null ? 0 : messages;
    if (batch.is("AWAITING_RELEASE")) {
      return page.t("batches.release.release", count);
    }
    return page.t(batch.isForOthers() ? "batches.release.ask" : "batches.release.send", count);
  }

  /** What happens after the release. */
  static String afterRelease(Page page, BatchView batch) {
    if (!batch.is("AWAITING_RELEASE")) {
      return page.t(
          batch.isForOthers() ? "batches.release.asks-hint" : "batches.release.alone-hint");
    }
    Instant start = batch.pace() == null ? null : batch.pace().startAt();
    return start == null || !start.isAfter(page.now())
        ? page.t("batches.release.second-hint")
        : page.t("batches.release.second-start", page.moment(start));
  }

  /** Why lines failed or were skipped. */
  static String failure(Page page, String reason) {
    return page.word("batches.reason", reason);
  }

  /** The list of the messages that a number counts; state and reason may be empty. */
  static String messages(BatchView batch, String state, String reason) {
    return ApiPath.of("messages")
        .with("batchId", batch.batchId())
        .with("state", state)
        .with("reason", reason)
        .toString();
  }

  /** What is wrong with lines: a fault of the file, or why no text can be made. */
  static String fault(Page page, String kind) {
    return page.find("batches.fault." + kind)
        .orElseGet(() -> {
          String reason = kind.toUpperCase(Locale.ROOT).replace('-', '_');
          return page.find("batches.reason." + reason).orElse(kind);
        });
  }

  /** A person, without the kind of the name. */
  static String person(@Nullable String actor) {
    return actor == null ? "" : actor.startsWith(USER) ? actor.substring(USER.length()) : actor;
  }

  /** A field of the lines. */
  static String field(Page page, String name, String title) {
    return title.isEmpty() ? page.word("batches.field", name) : title;
  }

  /** A possible answer to a question. */
  static String answer(Page page, Question question, String answer) {
    return switch (question.kind()) {
      case "delimiter" -> delimiter(page, answer);
      case "header-row" ->
          answer.equals("0")
              ? page.t("batches.header-row.none")
              : page.t("batches.header-row.row", answer);
      case "sheet", "mapping" -> answer;
      default -> page.word("batches." + question.kind(), answer);
    };
  }

  /** A delimiter, which may be invisible. */
  static String delimiter(Page page, String delimiter) {
    return page.word("batches.delimiter", DELIMITERS.getOrDefault(delimiter, delimiter));
  }

  /** The size of a file. */
  static String size(Page page, long bytes) {
    return bytes < KILO * KILO
        ? page.t("batches.kilobytes", Math.ceilDiv(bytes, KILO))
        : page.t("batches.megabytes", page.decimal((double) bytes / (KILO * KILO)));
  }

  /** A length of time, about. */
  static String duration(Page page, long seconds) {
    if (seconds < MINUTE) {
      return page.t("batches.seconds", seconds);
    }
    long minutes = Math.ceilDiv(seconds, MINUTE);
    return seconds < HOUR
        ? page.t("batches.minutes", minutes)
        : page.t("batches.hours", minutes / MINUTE, minutes % MINUTE);
  }
}
