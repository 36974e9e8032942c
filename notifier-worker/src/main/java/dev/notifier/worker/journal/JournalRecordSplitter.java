package dev.notifier.worker.journal;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Transfer;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a journal record that is too large for Kafka into several records of one transaction.
 * Applied in order they have the effect of the one record. Thread-safe.
 *
 * <p>A checkpoint begins in the first record, where recovery starts, and continues as intents of
 * the following ones: an intent that is added after the checkpoint was applied has the same effect
 * as one that the checkpoint lists.
 */
final class JournalRecordSplitter {
  /** Half of the limit of a broker with default settings (1 MiB). */
  static final int MAX_BYTES = 512 << 10;

  private JournalRecordSplitter() {}

  /** Returns records of at most {@link #MAX_BYTES}; the record itself if it is small enough. */
  static List<JournalRecord> split(JournalRecord entry) {
    if (bytes(entry) <= MAX_BYTES) {
      return List.of(entry);
    }
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(entry.checkpoint() != null));
    if (entry.checkpoint() != null) {
      for (SubmitIntent intent : entry.checkpoint()) {
        partFor(parts, JournalSizes.ELEMENT).addPending(intent);
      }
    }
    for (SubmitIntent intent : entry.intents()) {
      partFor(parts, JournalSizes.ELEMENT).intents.add(intent);
    }
    for (Response response : entry.responses()) {
      partFor(parts, JournalSizes.of(response)).responses.add(response);
    }
    for (Unconfirmed unconfirmed : entry.unconfirmed()) {
      partFor(parts, JournalSizes.ELEMENT).unconfirmed.add(unconfirmed);
    }
    for (Drop drop : entry.drops()) {
      partFor(parts, JournalSizes.ELEMENT).drops.add(drop);
    }
    for (Transfer transfer : entry.transfers()) {
      partFor(parts, JournalSizes.ofTransferTo(transfer.route())).transfers.add(transfer);
    }
    for (InboundRecord receipt : entry.receipts()) {
      partFor(parts, JournalSizes.of(receipt)).receipts.add(receipt);
    }
    return parts.stream().map(part -> part.record(entry)).toList();
  }

  private static int bytes(JournalRecord entry) {
    List<SubmitIntent> checkpoint = entry.checkpoint();
    int elements = checkpoint == null ? 0 : checkpoint.size();
    elements += entry.intents().size() + entry.unconfirmed().size() + entry.drops().size();
    int responses = entry.responses().stream().mapToInt(JournalSizes::of).sum();
    int transfers =
        entry.transfers().stream().mapToInt(each -> JournalSizes.ofTransferTo(each.route())).sum();
    int receipts = entry.receipts().stream().mapToInt(JournalSizes::of).sum();
    return JournalSizes.RECORD + elements * JournalSizes.ELEMENT + responses + transfers + receipts;
  }

  /** The last part if it has room, otherwise a new one. */
  private static Part partFor(List<Part> parts, int bytes) {
    Part last = parts.getLast();
    if (last.bytes + bytes > MAX_BYTES) {
      last = new Part(false);
      parts.add(last);
    }
    last.bytes += bytes;
    return last;
  }

  private static final class Part {
    final @Nullable List<SubmitIntent> checkpoint;
    final List<SubmitIntent> intents = new ArrayList<>();
    final List<Response> responses = new ArrayList<>();
    final List<Unconfirmed> unconfirmed = new ArrayList<>();
    final List<Drop> drops = new ArrayList<>();
    final List<Transfer> transfers = new ArrayList<>();
    final List<InboundRecord> receipts = new ArrayList<>();
    int bytes = JournalSizes.RECORD;

    Part(boolean startsCheckpoint) {
      checkpoint = startsCheckpoint ? new ArrayList<>() : null;
    }

    void addPending(SubmitIntent intent) {
      (checkpoint == null ? intents : checkpoint).add(intent);
    }

    JournalRecord record(JournalRecord entry) {
      return new JournalRecord(
          entry.v(),
          entry.route(),
          entry.session(),
          intents,
          responses,
          unconfirmed,
          drops,
          transfers,
          entry.lanes(),
          entry.released(),
          checkpoint,
          receipts);
    }
  }
}
