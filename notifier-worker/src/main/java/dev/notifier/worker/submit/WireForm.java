package dev.notifier.worker.submit;

import dev.notifier.contracts.SubmitRecord;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.WireText;
import dev.notifier.worker.smpp.SubmitSm;

/** How a segment looks on the wire of one route. */
record WireForm(SubmitSm.Address source, boolean receiptsWanted) {
  /**
   * The submit_sm of one part. Every part asks for a receipt: the message counts as delivered when
   * all are.
   *
   * @param part from 1
   */
  SubmitSm of(SubmitRecord message, int part) {
    Encoding encoding = Encoding.valueOf(message.encoding());
    int of = message.texts().size();
    byte[] octets =
        WireText.shortMessage(
            encoding, message.texts().get(part - 1), message.reference(), part, of);
    return new SubmitSm(
        source,
        message.phone().substring(1),
        of > 1,
        encoding.dataCoding(),
        octets,
        "",
        receiptsWanted);
  }
}
