package dev.notifier.local.batches;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Batches and dry runs in words, of the documents of the api. */
final class BatchText {
  private static final Set<String> BEING_READ = Set.of("RECEIVING", "PARSING");
  private static final Set<String> MOVING = Set.of("RECEIVING", "PARSING", "RUNNING", "SENT");

  private BatchText() {}

  static boolean isBeingRead(JsonNode batch) {
    return BEING_READ.contains(state(batch));
  }

  /** Whether something happens to it without a person. */
  static boolean isMoving(JsonNode batch) {
    return MOVING.contains(state(batch));
  }

  static boolean needsCorrection(JsonNode batch) {
    return state(batch).equals("UNREADABLE") || state(batch).equals("NEEDS_ANSWER");
  }

  static boolean isComputed(JsonNode dryRun) {
    return dryRun.hasNonNull("completedAt") || dryRun.hasNonNull("error");
  }

  private static String state(JsonNode batch) {
    return batch.path("state").asString("");
  }

  /** A batch of a list. */
  static String row(JsonNode batch) {
    return String.format(
        Locale.ROOT,
        "%s  %-16s %,10d lines  %s  %s",
        batch.path("batchId").asString(""),
        state(batch),
        batch.path("lines").path("valid").asLong(0),
        batch.path("type").asString(""),
        batch.path("name").asString(""));
  }

  /** A batch, and what to do next. */
  static List<String> lines(JsonNode batch) {
    List<String> lines = new ArrayList<>();
    JsonNode counts = batch.path("lines");
    lines.add(
        String.format(
            Locale.ROOT,
            "%s %s: %,d lines can be sent, %,d cannot",
            state(batch),
            batch.path("name").asString(""),
            counts.path("valid").asLong(0),
            counts.path("refused").asLong(0)));
    for (JsonNode fault : batch.path("summary").path("faults")) {
      lines.add(count(fault, "  refused: "));
    }
    for (JsonNode repair : batch.path("summary").path("repairs")) {
      lines.add(count(repair, "  repaired: "));
    }
    if (batch.hasNonNull("reason")) {
      lines.add("  " + batch.path("reason").asString());
    }
    JsonNode question = batch.path("question");
    if (question.isObject()) {
      lines.add("  " + question);
    }
    progress(batch.path("progress"), lines);
    lines.add(next(batch));
    return lines;
  }

  private static String count(JsonNode kind, String what) {
    return String.format(
        Locale.ROOT,
        "%s%s in %,d lines",
        what,
        kind.path("kind").asString(""),
        kind.path("lines").asLong(0));
  }

  private static void progress(JsonNode progress, List<String> lines) {
    if (!progress.isObject() || progress.path("fed").asLong(0) == 0) {
      return;
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "  delivered %,d, with carriers %,d, waiting %,d, cancelled %,d, without receipt %,d",
            progress.path("delivered").asLong(0),
            progress.path("submitted").asLong(0),
            progress.path("waiting").asLong(0),
            progress.path("cancelled").asLong(0),
            progress.path("noReceipt").asLong(0)));
    reasons(progress.path("failed"), "  failed: ", lines);
    reasons(progress.path("skipped"), "  skipped: ", lines);
  }

  private static void reasons(JsonNode byReason, String what, List<String> lines) {
    for (JsonNode each : byReason) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s%s %,d",
              what,
              each.path("reason").asString(""),
              each.path("lines").asLong(0)));
    }
  }

  private static String next(JsonNode batch) {
    String id = batch.path("batchId").asString("");
    return switch (state(batch)) {
      case "NEEDS_ANSWER" ->
          "Answer with ./notifier batch settings " + id + " SETTING=VALUE, and it is read again.";
      case "READY" -> "See what would happen with ./notifier batch dry-run " + id + ".";
      case "AWAITING_RELEASE" ->
          "Another person has to release it: it has more messages than one person may send.";
      case "RUNNING" -> "Follow it with ./notifier batch watch " + id + ".";
      case "PAUSED" -> "Continue it with ./notifier batch resume " + id + ".";
      case "UNREADABLE" -> "Correct the file and send it again.";
      default -> "Nothing has to be done.";
    };
  }

  /** A dry run, and how to release the batch. */
  static List<String> dryRun(JsonNode dryRun) {
    List<String> lines = new ArrayList<>();
    if (dryRun.hasNonNull("error")) {
      lines.add("The dry run has failed: " + dryRun.path("error").asString());
      return lines;
    }
    lines.add(
        String.format(
            Locale.ROOT, "%,d messages would be sent.", dryRun.path("messages").asLong(0)));
    dryRun
        .path("result")
        .properties()
        .forEach(each -> lines.add("  " + each.getKey() + ": " + each.getValue()));
    lines.add(
        "Release it with ./notifier batch release --dry-run "
            + dryRun.path("dryRunId").asString("")
            + " "
            + dryRun.path("batchId").asString("")
            + ".");
    return lines;
  }

  /** How many lines have ended. */
  static long ended(JsonNode progress) {
    return progress.path("delivered").asLong(0)
        + progress.path("cancelled").asLong(0)
        + progress.path("noReceipt").asLong(0)
        + total(progress.path("failed"))
        + total(progress.path("skipped"));
  }

  /** The sum of the counts by reason. */
  static long total(JsonNode byReason) {
    return byReason.valueStream().mapToLong(each -> each.path("lines").asLong(0)).sum();
  }
}
