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
 * RecordState and journal as one: what is noted here is counted at once and on disk after {@link
 * #flush}. Writing belongs to one thread; the ledger may be read by any.
 */
public final class RecordStore implements AutoCloseable {
  private static final int IDENTITIES_AN_ENTRY = 1_000;

  private final RecordState ledger;
  private final @Nullable Path directory;
  private final long maxOctets;
  private final List<Submission> dueAtStart;
  private RecordLog journal;

  private RecordStore(
      RecordState ledger,
      @Nullable Path directory,
      long maxOctets,
      List<Submission> due,
      RecordLog journal) {
    this.ledger = ledger;
    this.directory = directory;
    this.maxOctets = maxOctets;
    this.dueAtStart = due;
    this.journal = journal;
  }

  /**
   * Opens the record; with a directory it goes on where the last run ended, and the file is
   * compacted.
   *
   * @param maxOctets how long the file may become before submits are refused
   */
  public static RecordStore open(@Nullable Path directory, int maxRecords, long maxOctets)
      throws IOException {
    RecordState ledger = new RecordState(maxRecords);
    if (directory == null) {
      return new RecordStore(ledger, null, maxOctets, List.of(), RecordLog.none());
    }
    Map<Long, Submission> due = new LinkedHashMap<>();
    RecordLog journal =
        RecordLog.open(
            directory,
            entry -> {
              ledger.apply(entry);
              follow(entry, due);
            });
    List<Submission> dueAtStart = new ArrayList<>(due.values());
    RecordStore book = new RecordStore(ledger, directory, maxOctets, dueAtStart, journal);
    if (journal.octets() > 0) {
      book.rewrite(dueAtStart);
    }
    return book;
  }

  private static void follow(RecordEntry entry, Map<Long, Submission> due) {
    switch (entry) {
      case Submission it -> owe(it, due);
      case RecordEntry.ReceiptPending owed -> owe(owed.submission(), due);
      case RecordEntry.ReceiptSettled settled -> due.remove(settled.messageId());
      default -> {}
    }
  }

  private static void owe(Submission it, Map<Long, Submission> due) {
    if (it.isAccepted() && it.receiptDueMs() != 0) {
      due.put(it.messageId(), it);
    }
  }

  public RecordState ledger() {
    return ledger;
  }

  /** Submissions of earlier runs whose receipts are not settled, oldest first. */
  public List<Submission> dueAtStart() {
    return dueAtStart;
  }

  public void note(RecordEntry entry) {
    ledger.apply(entry);
    journal.append(entry);
  }

  public void flush() {
    journal.flush();
  }

  /** Whether the file has reached its limit, so that nothing more can be accepted. */
  public boolean isFull() {
    return journal.octets() >= maxOctets;
  }

  /** Forgets everything, also the receipts due; message ids are not used again. */
  public void reset() {
    ledger.reset();
    if (directory != null) {
      rewrite(List.of());
    }
  }

  /**
   * Makes the file as short as it can be. Records that are kept for a receipt only are not in the
   * look-up order.
   */
  private void rewrite(List<Submission> due) {
    Path into = directory;
    if (into == null) {
      return;
    }
    try {
      journal = journal.replaceWith(into, out -> writeAll(due, out));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeAll(List<Submission> due, Consumer<RecordEntry> out) {
    out.accept(new RecordEntry.Totals(ledger.counts(0), ledger.lastMessageId()));
    List<Fingerprint> some = new ArrayList<>();
    ledger.eachIdentity(print -> {
      some.add(print);
      if (some.size() == IDENTITIES_AN_ENTRY) {
        out.accept(new RecordEntry.Fingerprints(List.copyOf(some)));
        some.clear();
      }
    });
    out.accept(new RecordEntry.Fingerprints(List.copyOf(some)));
    due.forEach(it -> out.accept(new RecordEntry.ReceiptPending(it)));
    ledger.messages().forEach(it -> out.accept(new RecordEntry.Retained(it)));
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
