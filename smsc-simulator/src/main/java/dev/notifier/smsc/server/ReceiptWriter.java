package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.ReceiptFormat;
import dev.notifier.smsc.behaviour.ReceiptState;
import dev.notifier.smsc.behaviour.ReceiptStyle;
import dev.notifier.smsc.behaviour.ReceiptStyle.Encoding;
import dev.notifier.smsc.behaviour.ReceiptStyle.LetterCase;
import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.pdu.PduBuffer;
import dev.notifier.smsc.pdu.ShortMessage;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;

/** Writes receipts in every supported format. Not thread-safe. */
final class ReceiptWriter {
  private static final int TLV_RECEIPTED_MESSAGE_ID = 0x001E;
  private static final int TLV_MESSAGE_PAYLOAD = 0x0424;
  private static final int TLV_MESSAGE_STATE = 0x0427;
  private static final int MAX_SHORT_MESSAGE_BYTES = 254;
  private static final int UCS2 = 8;

  private final ReceiptDateFormatter dates = new ReceiptDateFormatter(ZoneId.systemDefault());

  /** Writes the body of the deliver_sm, including TLVs. */
  void write(Receipt receipt, Behaviour behaviour, PduBuffer out, long nowMs) {
    ReceiptFormat format = receipt.plan().format();
    ReceiptStyle style = receipt.plan().style();
    if (format == null) {
      format = behaviour.receipts().format();
    }
    if (style == null) {
      style = behaviour.receipts().style();
    }
    String id = behaviour.receiptId(receipt.messageId());
    byte[] text = format.hasText() ? text(receipt, id, style, nowMs) : new byte[0];
    boolean inPayload = format.isInPayload() || text.length > MAX_SHORT_MESSAGE_BYTES;
    int coding = style.coding() == Encoding.UCS2 ? UCS2 : 0;
    // A receipt has the addresses of its message in reverse.
    new ShortMessage(
            /* source= */ receipt.destination(),
            /* destination= */ receipt.source(),
            style.esmClass(),
            0,
            coding,
            0,
            inPayload ? new byte[0] : text)
        .write(out);
    if (inPayload) {
      out.int2(TLV_MESSAGE_PAYLOAD);
      out.int2(text.length);
      out.bytes(text);
    }
    if (format.hasTlvs()) {
      out.int2(TLV_RECEIPTED_MESSAGE_ID);
      out.int2(id.length() + 1);
      out.cString(id);
      out.int2(TLV_MESSAGE_STATE);
      out.int2(1);
      out.int1(receipt.state().messageState());
    }
  }

  private byte[] text(Receipt receipt, String id, ReceiptStyle style, long nowMs) {
    String stat = receipt.state().name();
    if (style.stat() == LetterCase.LOWER) {
      stat = stat.toLowerCase(Locale.ROOT);
    }
    String numbers = "sub:001 dlvrd:" + (receipt.state() == ReceiptState.DELIVRD ? "001" : "000");
    String submitDate = dates.format(receipt.submittedMs(), style.dates());
    String doneDate = dates.format(nowMs, style.dates());
    String times = "submit date:" + submitDate + " done date:" + doneDate;
    String result = "stat:" + stat + " err:" + receipt.error();
    String text = "text:" + receipt.text();
    String fields =
        switch (style.layout()) {
          case STANDARD -> "id:" + id + ' ' + numbers + ' ' + times + ' ' + result + ' ' + text;
          case SHORT -> "id:" + id + ' ' + times + ' ' + result + ' ' + text;
          case BARE -> "id:" + id + ' ' + times + ' ' + result;
          case TEXT_FIRST -> text + " id:" + id + ' ' + times + ' ' + result;
          case REORDERED -> {
            String error = " err:" + receipt.error() + ' ';
            yield numbers + " id:" + id + error + times + ' ' + text + " stat:" + stat;
          }
        };
    return switch (style.coding()) {
      case ASCII -> fields.getBytes(StandardCharsets.US_ASCII);
      case UCS2 -> fields.getBytes(StandardCharsets.UTF_16BE);
      case GSM7 -> Alphabet.GSM7.encode(ascii(fields));
    };
  }

  /** Replaces characters outside ASCII, and the one that GSM 7-bit lacks. */
  private static String ascii(String fields) {
    return new String(fields.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII)
        .replace('`', '?');
  }
}
