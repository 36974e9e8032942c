package dev.notifier.worker.track;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.batch.DecodedBatch.Entry;
import dev.notifier.worker.batches.RecordParts;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a journal record that can be stored alone: all except its receipts, then each of
 * them. Receipts that fail are tried again from their topic, and its reader stops if all of them
 * fail.
 */
final class JournalParts implements RecordParts<JournalRecord> {
  @Override
  public int weight(JournalRecord record) {
    return record.receipts().size();
  }

  @Override
  public int maxWeight() {
    return JournalHandler.MAX_RECEIPTS;
  }

  @Override
  public List<Entry<JournalRecord>> of(Entry<JournalRecord> entry) {
    return entry.part() == 0 ? entry.parts(count(entry.value())) : List.of(entry);
  }

  private static int count(JournalRecord record) {
    return 1 + record.receipts().size();
  }

  @Override
  public boolean isLast(Entry<JournalRecord> entry) {
    return entry.part() == 0 || entry.part() == count(entry.value());
  }

  /** A record may have nothing to store, and receipts may work while responses do not. */
  @Override
  public boolean showsProgress(Entry<JournalRecord> entry) {
    JournalRecord record = entry.value();
    return entry.part() <= 1
        && !(record.responses().isEmpty()
            && record.unconfirmed().isEmpty()
            && record.drops().isEmpty()
            && record.transfers().isEmpty());
  }

  /**
   * A record of a journal cannot be replayed, and the reader of the topic of receipts puts those
   * that it cannot store either into the quarantine, from which they can. A receipt has no key
   * there, and one that is written again, after a crash, is there twice, which changes nothing.
   */
  @Override
  public @Nullable ProducerRecord<byte[], byte[]> insteadOfQuarantine(Entry<JournalRecord> entry) {
    if (entry.part() <= 1) {
      return null;
    }
    InboundRecord receipt = entry.value().receipts().get(entry.part() - 2);
    return new ProducerRecord<>(Topics.RECEIPTS, RecordFormats.INBOUND.encode(receipt));
  }
}
