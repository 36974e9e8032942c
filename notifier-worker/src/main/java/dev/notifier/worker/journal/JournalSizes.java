package dev.notifier.worker.journal;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.SubmitRecord;

/**
 * Upper limits of the sizes of records and of their elements, in bytes. They are those of JSON,
 * which version 1 writes; binary records are smaller.
 */
final class JournalSizes {
  /** A journal record without elements. */
  static final int RECORD = 1_024;

  /** A submit intent, an unconfirmed entry or a drop. */
  static final int ELEMENT = 256;

  private static final int RESPONSE = 512;
  private static final int MESSAGE = 1_024;
  private static final int TLV = 16;

  /** JSON writes a control character as six bytes; no character needs more. */
  private static final int CHARACTER = 6;

  private JournalSizes() {}

  /** The message id is the only text that a carrier chooses. */
  static int of(Response response) {
    String messageId = response.messageId();
    return RESPONSE + (messageId == null ? 0 : CHARACTER * messageId.length());
  }

  /** A transfer to a route of this name, which is part of the name of a topic and so ASCII. */
  static int ofTransferTo(String route) {
    return ELEMENT + route.length();
  }

  /** JSON writes bytes as Base64. */
  static int of(InboundRecord receipt) {
    int bytes = receipt.shortMessage().length;
    int tlvs = 0;
    for (byte[] value : receipt.tlvs().values()) {
      bytes += value.length;
      tlvs++;
    }
    int addresses =
        receipt.sourceAddress().length()
            + receipt.destinationAddress().length()
            + receipt.route().length();
    return RESPONSE + CHARACTER * addresses + TLV * tlvs + 2 * bytes;
  }

  static int of(SubmitRecord message) {
    return MESSAGE + message.texts().stream().mapToInt(text -> 8 + CHARACTER * text.length()).sum();
  }
}
