package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.AcceptedSegment;
import dev.notifier.store.tracking.MessageIdOwner;
import dev.notifier.store.tracking.ReceivedReceipt;
import dev.notifier.store.tracking.SegmentReceipt;

/**
 * The key under which a response and its receipt are matched.
 *
 * @param messageId in canonical form
 */
record MessageIdKey(String route, String messageId) {
  static MessageIdKey of(AcceptedSegment segment) {
    return new MessageIdKey(segment.route(), segment.messageId());
  }

  static MessageIdKey of(ReceivedReceipt receipt) {
    return new MessageIdKey(receipt.route(), receipt.messageId());
  }

  static MessageIdKey of(SegmentReceipt receipt) {
    return new MessageIdKey(receipt.route(), receipt.messageId());
  }

  static MessageIdKey of(MessageIdOwner owner) {
    return new MessageIdKey(owner.route(), owner.messageId());
  }
}
