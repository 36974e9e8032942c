package dev.notifier.contracts.wire;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Transfer;
import dev.notifier.contracts.JournalRecord.Unconfirmed;

/**
 * What the elements of a journal record have in common.
 *
 * @param route the route of transfers that name none
 * @param number the number from which those of the elements are counted
 * @param timeMs the time from which those of the elements are counted, in milliseconds since the
 *     epoch
 */
record JournalBase(String route, long number, long timeMs) {
  /**
   * The base that makes the numbers of a record small: one of its numbers, and one of its times.
   */
  static JournalBase of(JournalRecord record) {
    return new JournalBase(record.route(), number(record), timeMs(record));
  }

  private static long number(JournalRecord record) {
    for (Response response : record.responses()) {
      return response.number();
    }
    for (SubmitIntent intent : record.intents()) {
      return intent.number();
    }
    for (Unconfirmed unconfirmed : record.unconfirmed()) {
      return unconfirmed.number();
    }
    return 0;
  }

  private static long timeMs(JournalRecord record) {
    for (Response response : record.responses()) {
      return response.writtenAtMs();
    }
    for (Unconfirmed unconfirmed : record.unconfirmed()) {
      return unconfirmed.atMs();
    }
    for (Drop drop : record.drops()) {
      return drop.atMs();
    }
    for (Transfer transfer : record.transfers()) {
      return transfer.atMs();
    }
    return 0;
  }
}
