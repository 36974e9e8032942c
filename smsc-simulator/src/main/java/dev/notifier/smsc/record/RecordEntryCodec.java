package dev.notifier.smsc.record;

import dev.notifier.smsc.behaviour.ReceiptState;
import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.PduBuffer;
import dev.notifier.smsc.pdu.SarParameters;
import dev.notifier.smsc.pdu.ShortMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes entries: a type byte, then the fields, big-endian. Strings are Latin-1 with a length
 * byte.
 */
final class RecordEntryCodec {
  private static final int SUBMITTED = 'S';
  private static final int RECEIPT_SETTLED = 'A';
  private static final int RECEIPTS_SENT = 'R';
  private static final int MO_SENT = 'M';
  private static final int TOTALS = 'T';
  private static final int FINGERPRINTS = 'I';
  private static final int RETAINED = 'K';
  private static final int RECEIPT_PENDING = 'O';

  /**
   * Flag in the type of a submission: its SAR parameters follow. Turns the letter into lower case.
   */
  private static final int SAR = 0x20;

  private RecordEntryCodec() {}

  static void write(RecordEntry entry, PduBuffer out) {
    switch (entry) {
      case RecordEntry.Submitted submitted ->
          writeSubmission(SUBMITTED, submitted.submission(), out);
      case RecordEntry.ReceiptPending pending ->
          writeSubmission(RECEIPT_PENDING, pending.submission(), out);
      case RecordEntry.Retained retained -> writeSubmission(RETAINED, retained.submission(), out);
      case RecordEntry.ReceiptSettled settled -> {
        out.int1(RECEIPT_SETTLED);
        out.int8(settled.messageId());
        out.int4(settled.status());
      }
      case RecordEntry.ReceiptsSent sent -> {
        out.int1(RECEIPTS_SENT);
        out.int4(sent.count());
      }
      case RecordEntry.MoSent one -> out.int1(MO_SENT);
      case RecordEntry.Totals totals -> writeTotals(totals, out);
      case RecordEntry.Fingerprints batch -> {
        out.int1(FINGERPRINTS);
        out.int4(batch.fingerprints().size());
        for (Fingerprint fingerprint : batch.fingerprints()) {
          out.int8(fingerprint.high());
          out.int8(fingerprint.low());
        }
      }
    }
  }

  /** Reads one entry. Throws a RuntimeException when the bytes are not an entry. */
  static RecordEntry read(ByteBuffer in) {
    int type = in.get();
    return switch (type) {
      case SUBMITTED, SUBMITTED | SAR -> new RecordEntry.Submitted(readSubmission(in, type));
      case RECEIPT_PENDING, RECEIPT_PENDING | SAR ->
          new RecordEntry.ReceiptPending(readSubmission(in, type));
      case RETAINED, RETAINED | SAR -> new RecordEntry.Retained(readSubmission(in, type));
      case RECEIPT_SETTLED -> new RecordEntry.ReceiptSettled(in.getLong(), in.getInt());
      case RECEIPTS_SENT -> new RecordEntry.ReceiptsSent(in.getInt());
      case MO_SENT -> new RecordEntry.MoSent();
      case TOTALS -> readTotals(in);
      case FINGERPRINTS -> readFingerprints(in);
      default -> throw new IllegalArgumentException("unknown record entry type " + type);
    };
  }

  private static void writeSubmission(int type, Submission submission, PduBuffer out) {
    out.int1(submission.message().sar() == null ? type : type | SAR);
    out.int8(submission.atMs());
    out.int4(submission.session());
    string(submission.systemId(), out);
    out.int1(submission.outcome().name().charAt(0));
    out.int4(submission.status());
    out.int8(submission.messageId());
    out.int8(submission.receiptDueMs());
    out.int1(submission.receiptState().code());
    string(submission.receiptError(), out);
    ShortMessage message = submission.message();
    address(message.source(), out);
    address(message.destination(), out);
    out.int1(message.esmClass());
    out.int1(message.protocolId());
    out.int1(message.dataCoding());
    out.int1(message.registeredDelivery());
    out.int2(message.message().length);
    out.bytes(message.message());
    SarParameters sar = message.sar();
    if (sar != null) {
      out.int2(sar.reference());
      out.int1(sar.total());
      out.int1(sar.number());
    }
  }

  private static Submission readSubmission(ByteBuffer in, int type) {
    long atMs = in.getLong();
    int session = in.getInt();
    String systemId = string(in);
    Submission.Outcome outcome = outcome(in.get());
    int status = in.getInt();
    long messageId = in.getLong();
    long receiptDueMs = in.getLong();
    ReceiptState state = state(in.get());
    String error = string(in);
    Address source = address(in);
    Address destination = address(in);
    int esmClass = in.get() & 0xFF;
    int protocolId = in.get() & 0xFF;
    int dataCoding = in.get() & 0xFF;
    int registeredDelivery = in.get() & 0xFF;
    byte[] bytes = new byte[in.getShort() & 0xFFFF];
    in.get(bytes);
    SarParameters sar = (type & SAR) == 0 ? null : readSar(in);
    ShortMessage message =
        new ShortMessage(
            source, destination, esmClass, protocolId, dataCoding, registeredDelivery, bytes, sar);
    return new Submission(
        atMs, session, systemId, message, outcome, status, messageId, receiptDueMs, state, error);
  }

  private static void writeTotals(RecordEntry.Totals totals, PduBuffer out) {
    Counts counts = totals.counts();
    out.int1(TOTALS);
    out.int8(counts.accepted());
    out.int8(counts.refused());
    out.int8(counts.silent());
    out.int8(counts.repeated());
    out.int8(counts.receiptsDue());
    out.int8(counts.receiptsSent());
    out.int8(counts.receiptsAcknowledged());
    out.int8(counts.receiptsRefused());
    out.int8(counts.moSent());
    out.int8(totals.lastMessageId());
  }

  private static RecordEntry readTotals(ByteBuffer in) {
    long accepted = in.getLong();
    long refused = in.getLong();
    long silent = in.getLong();
    long repeated = in.getLong();
    Counts counts =
        new Counts(
            0,
            accepted + refused + silent,
            accepted,
            refused,
            silent,
            accepted - repeated,
            repeated,
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong());
    return new RecordEntry.Totals(counts, in.getLong());
  }

  private static RecordEntry readFingerprints(ByteBuffer in) {
    int count = in.getInt();
    List<Fingerprint> fingerprints = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      fingerprints.add(new Fingerprint(in.getLong(), in.getLong()));
    }
    return new RecordEntry.Fingerprints(fingerprints);
  }

  private static SarParameters readSar(ByteBuffer in) {
    return new SarParameters(in.getShort() & 0xFFFF, in.get() & 0xFF, in.get() & 0xFF);
  }

  /** The initials are distinct and readable in a dump. */
  private static Submission.Outcome outcome(int initial) {
    for (Submission.Outcome value : Submission.Outcome.values()) {
      if (value.name().charAt(0) == initial) {
        return value;
      }
    }
    throw new IllegalArgumentException("unknown outcome " + initial);
  }

  private static ReceiptState state(int code) {
    for (ReceiptState value : ReceiptState.values()) {
      if (value.code() == code) {
        return value;
      }
    }
    throw new IllegalArgumentException("unknown receipt state " + code);
  }

  private static void address(Address address, PduBuffer out) {
    out.int1(address.ton());
    out.int1(address.npi());
    string(address.value(), out);
  }

  private static Address address(ByteBuffer in) {
    return new Address(in.get() & 0xFF, in.get() & 0xFF, string(in));
  }

  private static void string(String value, PduBuffer out) {
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    out.int1(bytes.length);
    out.bytes(bytes);
  }

  private static String string(ByteBuffer in) {
    byte[] bytes = new byte[in.get() & 0xFF];
    in.get(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
