package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.ReceiptFormat;
import dev.notifier.smsc.behaviour.ReceiptState;
import dev.notifier.smsc.behaviour.ReceiptStyle;
import dev.notifier.smsc.behaviour.ReceiptStyle.Encoding;
import dev.notifier.smsc.behaviour.ReceiptStyle.LetterCase;
import dev.notifier.smsc.pdu.PduBuffer;
import dev.notifier.smsc.pdu.ShortMessage;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;

/** Writes receipts in all the forms there are. Not thread-safe. */
final class ReceiptWriter {
  private static final int TLV_RECEIPTED_MESSAGE_ID = 0x001E;
  private static final int TLV_MESSAGE_PAYLOAD = 0x0424;
  private static final int TLV_MESSAGE_STATE = 0x0427;
  private static final int MAX_SHORT_MESSAGE_OCTETS = 254;
  private static final int UCS2 = 8;

  private final ReceiptDateFormatter dates = new ReceiptDateFormatter(ZoneId.systemDefault());

  /** Writes the body of the deliver_sm, TLVs included. */
  void write(Receipt it, Behaviour behaviour, PduBuffer out, long nowMs) {
    ReceiptFormat format = it.style().format();
    ReceiptStyle wording = it.style().wording();
    if (format == null) {
      format = behaviour.receipts().format();
    }
    if (wording == null) {
      wording = behaviour.receipts().wording();
    }
    String id = behaviour.receiptId(it.messageId());
    byte[] words = format.hasText() ? words(it, id, wording, nowMs) : new byte[0];
    // A text too long for short_message has no other place.
    boolean inPayload = format.isInPayload() || words.length > MAX_SHORT_MESSAGE_OCTETS;
    int coding = wording.coding() == Encoding.UCS2 ? UCS2 : 0;
    // The receipt comes from the number and goes to the sender.
    new ShortMessage(
            /* source= */ it.destination(),
            /* destination= */ it.source(),
            wording.esmClass(),
            0,
            coding,
            0,
            inPayload ? new byte[0] : words)
        .write(out);
    if (inPayload) {
      out.int2(TLV_MESSAGE_PAYLOAD);
      out.int2(words.length);
      out.octets(words);
    }
    if (format.hasTlvs()) {
      out.int2(TLV_RECEIPTED_MESSAGE_ID);
      out.int2(id.length() + 1);
      out.cString(id);
      out.int2(TLV_MESSAGE_STATE);
      out.int2(1);
      out.octet(it.state().messageState());
    }
  }

  private byte[] words(Receipt it, String id, ReceiptStyle wording, long nowMs) {
    boolean delivered = it.state() == ReceiptState.DELIVRD;
    String numbers = "sub:001 dlvrd:" + (delivered ? "001" : "000");
    String stat = it.state().name();
    if (wording.stat() == LetterCase.LOWER) {
      stat = stat.toLowerCase(Locale.ROOT);
    }
    String times =
        "submit date:"
            + dates.of(it.submittedMs(), wording.dates())
            + " done date:"
            + dates.of(nowMs, wording.dates());
    String end = " stat:" + stat + " err:" + it.error();
    String words =
        switch (wording.layout()) {
          case STANDARD -> "id:" + id + ' ' + numbers + ' ' + times + end + " text:" + it.text();
          case SHORT -> "id:" + id + ' ' + times + end + " text:" + it.text();
          case BARE -> "id:" + id + ' ' + times + end;
          case REORDERED ->
              numbers
                  + " id:"
                  + id
                  + " err:"
                  + it.error()
                  + ' '
                  + times
                  + " text:"
                  + it.text()
                  + " stat:"
                  + stat;
        };
    return words.getBytes(
        wording.coding() == Encoding.UCS2 ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
  }
}
