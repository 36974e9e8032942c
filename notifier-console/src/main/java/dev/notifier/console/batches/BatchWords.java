package dev.notifier.console.batches;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.batches.BatchView.Cause;
import dev.notifier.console.batches.BatchView.Failures;
import dev.notifier.console.batches.BatchView.Question;
import dev.notifier.console.layout.Page;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Values of batches in the words of the person. */
final class BatchWords {
  private static final long KILO = 1024;
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final String BY_PERSON = "by-person";

  private static final Map<String, String> DELIMITERS =
      Map.of(",", "comma", ";", "semicolon", "\t", "tab", "|", "bar");

  private BatchWords() {}

  /** Whether the batch has stopped by itself. */
  static boolean isStopped(BatchView batch) {
    Cause cause = batch.cause();
    return batch.is("PAUSED")
        && batch.reason() != null
        && (cause == null || !cause.code().equals(BY_PERSON));
  }

  /** Why the file cannot be read, or why the batch is paused. */
  static String reason(Page page, BatchView batch) {
    Cause cause = batch.cause();
    String sentence = batch.reason() == null ? "" : batch.reason();
    if (cause == null) {
      return page.failure(sentence);
    }
    if (cause.failures() != null) {
      return stopped(page, cause.code(), cause.failures());
    }
    String key = "batches.said." + cause.code();
    String words =
        page.find(key).isPresent()
            ? page.t(key, page.said(cause.detail()))
            : page.failure(sentence);
    return cause.row() == null
        ? words
        : words + " " + page.t("batches.at-row", cause.row().toString());
  }

  private static String stopped(Page page, String code, Failures failures) {
    String reason = failures.reason();
    String key = "batches.stopped." + code;
    return reason == null
        ? page.t(key, failures.failed(), failures.lines(), failures.minutes())
        : page.t(
            "batches.stopped.reason",
            failures.failed(),
            failures.lines(),
            failures.minutes(),
            failure(page, reason));
  }

  /** What happens next. */
  static String next(Page page, BatchView batch) {
    Instant start = batch.start(page.now());
    if (batch.is("READY") && batch.lines().valid() == 0) {
      return page.t("batches.next.no-lines");
    }
    if (mayReleaseNow(page, batch)) {
      return page.t("batches.next.yours");
    }
    return start == null
        ? page.word("batches.next", batch.state())
        : page.t("batches.next.SCHEDULED", page.moment(start));
  }

  /** Whether the person who sees the page is the second one that the batch waits for. */
  private static boolean mayReleaseNow(Page page, BatchView batch) {
    return batch.is("AWAITING_RELEASE")
        && page.has("batches:release")
        && !page.account().isKey()
        && !batch.isForOthers()
        && !batch.isOwn(page.account().name());
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

  /** What the button does that sends without another person, although one can be asked. */
  static String releaseAlone(Page page, DryRunView dryRun) {
    Long messages = dryRun.messages();
    return page.t("batches.release.send-alone", messages == null ? 0L : messages);
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
    return page.reason("batches.reason", reason);
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
          return page.find("batches.reason." + reason)
              .orElseGet(() -> page.reason("batches.fault", kind));
        });
  }

  /** A field of the lines. */
  static String field(Page page, String name, String title) {
    return title.isEmpty() ? page.word("batches.field", name) : page.fieldTitle(title);
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
