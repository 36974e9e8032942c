package dev.notifier.api.batches;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.batchfiles.report.TableWriter;
import dev.notifier.batchfiles.rows.FileKind;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.store.feeding.BatchCounts;
import dev.notifier.store.feeding.BatchProgress;
import dev.notifier.store.search.BatchOutcomes;
import dev.notifier.store.search.BatchOutcomes.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has become of each line of a batch, as a table: the lines with a notification in the order
 * of planning, then those that were not passed on. One page or chunk is in memory. Thread-safe.
 */
final class OutcomeReport {
  private static final int PAGE = 1_000;
  private static final String HIDDEN = "•••";
  private static final String NOT_FED = "NOT_FED";

  private static final List<String> COLUMNS =
      List.of(
          "final",
          "asOf",
          "line",
          "state",
          "reason",
          "reasonText",
          "detail",
          "route",
          "phone",
          "segments",
          "submittedAt",
          "finishedAt",
          "notificationId");

  private final BatchOutcomes outcomes;
  private final BatchLines lines;
  private final BatchCounts counts;

  OutcomeReport(BatchOutcomes outcomes, BatchLines lines, BatchCounts counts) {
    this.outcomes = outcomes;
    this.lines = lines;
    this.counts = counts;
  }

  /**
   * What is said about the whole report.
   *
   * @param asOf what happened later may be missing
   * @param isFinal whether each line has ended; a late receipt may still change one
   * @param clear whether numbers are in clear
   */
  record Heading(Instant asOf, boolean isFinal, boolean clear) {}

  /** Whether each line of a batch has ended, or will never be sent. */
  boolean isFinal(StoredBatch batch) {
    if (batch.state() != BatchState.CANCELLED) {
      return batch.state() == BatchState.DONE;
    }
    BatchProgress progress =
        BatchProgress.of(
            batch.lines().valid(),
            batch.lines().fed(),
            StoreAccess.call(
                    () -> counts.of(List.of(new BatchCounts.Key(batch.tenant(), batch.id()))))
                .getOrDefault(batch.id(), List.of()));
    return progress.ended() + progress.notFed() >= progress.lines();
  }

  /**
   * Writes the report.
   *
   * @param out is closed
   * @throws IOException if the receiver is gone
   */
  void write(StoredBatch batch, FileKind kind, Heading heading, OutputStream out)
      throws IOException {
    try (TableWriter table = TableWriter.open(out, kind, ',')) {
      table.write(COLUMNS);
      writePlanned(batch, heading, table);
      writeNotFed(batch, heading, table);
    }
  }

  private void writePlanned(StoredBatch batch, Heading heading, TableWriter table)
      throws IOException {
    @Nullable UUID after = null;
    List<Outcome> page;
    do {
      UUID from = after;
      page = StoreAccess.call(() -> outcomes.page(batch.id(), from, PAGE));
      for (Outcome each : page) {
        table.write(cells(heading, each));
        after = each.notification();
      }
    } while (page.size() == PAGE);
  }

  /** The position is read now: what was passed on meanwhile is not in the report twice. */
  private void writeNotFed(StoredBatch batch, Heading heading, TableWriter table)
      throws IOException {
    BatchLines.NextLine next = StoreAccess.call(() -> lines.next(batch.id()));
    boolean cancelled = batch.state() == BatchState.CANCELLED;
    int skipped = next.ofChunk();
    for (int chunk = next.chunk(); ; chunk++) {
      int number = chunk;
      List<StoredLine> read = StoreAccess.call(() -> lines.read(batch.id(), number));
      if (read.isEmpty()) {
        return;
      }
      for (StoredLine line : read.subList(Math.min(skipped, read.size()), read.size())) {
        table.write(notFed(heading, line, cancelled));
      }
      skipped = 0;
    }
  }

  private static List<String> cells(Heading heading, Outcome each) {
    FailureReason reason = each.reason();
    return List.of(
        String.valueOf(heading.isFinal()),
        heading.asOf().toString(),
        String.valueOf(each.line()),
        each.state().name(),
        reason == null ? "" : reason.name(),
        reason == null ? "" : reason.text(),
        text(each.detail()),
        text(each.route()),
        phone(each.phone(), heading),
        String.valueOf(each.segments()),
        text(each.submitted()),
        text(each.finished()),
        each.notification().toString());
  }

  private static List<String> notFed(Heading heading, StoredLine line, boolean cancelled) {
    FailureReason reason = FailureReason.CANCELLED;
    return List.of(
        String.valueOf(heading.isFinal()),
        heading.asOf().toString(),
        String.valueOf(line.line()),
        cancelled ? NotificationState.CANCELLED.name() : NOT_FED,
        cancelled ? reason.name() : "",
        cancelled ? reason.text() : "",
        "",
        "",
        phone(line.phone(), heading),
        String.valueOf(line.segments()),
        "",
        "",
        "");
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String phone(@Nullable String phone, Heading heading) {
    if (phone == null || heading.clear()) {
      return text(phone);
    }
    MobileNumber number = MobileNumber.ofE164(phone);
    return number == null ? HIDDEN : number.masked();
  }
}
