package dev.notifier.smsc.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The record: {@link RecordState} in memory and {@link RecordLog} on disk. An appended entry is
 * counted at once and is on disk after {@link #flush}. One thread writes; any thread may read the
 * state.
 */
public final class RecordStore implements AutoCloseable {
  private static final int FINGERPRINTS_PER_ENTRY = 1_000;

  private final RecordState state;
  private final @Nullable Path directory;
  private final long maxBytes;
  private final List<Submission> dueAtStart;
  private RecordLog log;

  private RecordStore(
      RecordState state,
      @Nullable Path directory,
      long maxBytes,
      List<Submission> due,
      RecordLog log) {
    this.state = state;
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.dueAtStart = due;
    this.log = log;
  }

  /**
   * Opens the record. With a directory, it continues where the last run ended and compacts the
   * file.
   *
   * @param maxBytes size of the file at which submits are refused
   */
  public static RecordStore open(@Nullable Path directory, int maxRecords, long maxBytes)
      throws IOException {
    RecordState state = new RecordState(maxRecords);
    if (directory == null) {
      return new RecordStore(state, null, maxBytes, List.of(), RecordLog.none());
    }
    Map<Long, Submission> due = new LinkedHashMap<>();
    RecordLog log =
        RecordLog.open(
            directory,
            entry -> {
              state.apply(entry);
              trackPending(entry, due);
            });
    List<Submission> dueAtStart = new ArrayList<>(due.values());
    RecordStore store = new RecordStore(state, directory, maxBytes, dueAtStart, log);
    if (log.size() > 0) {
      store.compact(dueAtStart);
    }
    return store;
  }

  private static void trackPending(RecordEntry entry, Map<Long, Submission> due) {
    switch (entry) {
      case RecordEntry.Submitted submitted -> addIfDue(submitted.submission(), due);
      case RecordEntry.ReceiptPending pending -> addIfDue(pending.submission(), due);
      case RecordEntry.ReceiptSettled settled -> due.remove(settled.messageId());
      default -> {}
    }
  }

  private static void addIfDue(Submission submission, Map<Long, Submission> due) {
    if (submission.isAccepted() && submission.receiptDueMs() != 0) {
      due.put(submission.messageId(), submission);
    }
  }

  public RecordState state() {
    return state;
  }

  /** Returns the submissions of earlier runs whose receipts are not settled, oldest first. */
  public List<Submission> dueAtStart() {
    return dueAtStart;
  }

  public void append(RecordEntry entry) {
    state.apply(entry);
    log.append(entry);
  }

  public void flush() {
    log.flush();
  }

  /** Returns whether the file has reached its limit, so that submits must be refused. */
  public boolean isFull() {
    return log.size() >= maxBytes;
  }

  /** Clears everything, including the receipts due. Message ids are not used again. */
  public void reset() {
    state.reset();
    if (directory != null) {
      compact(List.of());
    }
  }

  /** Compacts the file. Submissions kept only for a pending receipt are not part of the look-up. */
  private void compact(List<Submission> due) {
    Path target = directory;
    if (target == null) {
      return;
    }
    try {
      log = log.replaceWith(target, out -> writeAll(due, out));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeAll(List<Submission> due, Consumer<RecordEntry> out) {
    out.accept(new RecordEntry.Totals(state.counts(0), state.lastMessageId()));
    List<Fingerprint> batch = new ArrayList<>();
    state.forEachFingerprint(fingerprint -> {
      batch.add(fingerprint);
      if (batch.size() == FINGERPRINTS_PER_ENTRY) {
        out.accept(new RecordEntry.Fingerprints(List.copyOf(batch)));
        batch.clear();
      }
    });
    out.accept(new RecordEntry.Fingerprints(List.copyOf(batch)));
    due.forEach(submission -> out.accept(new RecordEntry.ReceiptPending(submission)));
    state.messages().forEach(submission -> out.accept(new RecordEntry.Retained(submission)));
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
