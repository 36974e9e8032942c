package dev.notifier.smsc.record;

import dev.notifier.smsc.behaviour.ReceiptState;
import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.PduBuffer;
import dev.notifier.smsc.pdu.ShortMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries as octets: a type octet, then the fields, big-endian. Strings are Latin-1 with a length
 * octet.
 */
final class RecordEntryCodec {
  private static final int SUBMISSION = 'S';
  private static final int SETTLED = 'A';
  private static final int SENT = 'R';
  private static final int MO_SENT = 'M';
  private static final int TOTALS = 'T';
  private static final int IDENTITIES = 'I';
  private static final int KEPT = 'K';
  private static final int OWED = 'O';

  /** In the type of a submission: its SAR TLVs follow. Makes the letter a small one. */
  private static final int SAR = 0x20;

  private RecordEntryCodec() {}

  static void write(RecordEntry entry, PduBuffer out) {
    switch (entry) {
      case Submission submission -> {
        out.octet(type(SUBMISSION, submission));
        writeSubmission(submission, out);
      }
      case RecordEntry.ReceiptPending owed -> {
        out.octet(type(OWED, owed.submission()));
        writeSubmission(owed.submission(), out);
      }
      case RecordEntry.Retained kept -> {
        out.octet(type(KEPT, kept.submission()));
        writeSubmission(kept.submission(), out);
      }
      case RecordEntry.ReceiptSettled settled -> {
        out.octet(SETTLED);
        out.int8(settled.messageId());
        out.int4(settled.status());
      }
      case RecordEntry.ReceiptsSent some -> {
        out.octet(SENT);
        out.int4(some.count());
      }
      case RecordEntry.MoSent one -> out.octet(MO_SENT);
      case RecordEntry.Totals totals -> writeTotals(totals, out);
      case RecordEntry.Fingerprints some -> {
        out.octet(IDENTITIES);
        out.int4(some.some().size());
        for (Fingerprint print : some.some()) {
          out.int8(print.high());
          out.int8(print.low());
        }
      }
    }
  }

  /** Reads one entry; throws a RuntimeException when the octets are none. */
  static RecordEntry read(ByteBuffer in) {
    int type = in.get();
    return switch (type) {
      case SUBMISSION, SUBMISSION | SAR -> readSubmission(in, type);
      case OWED, OWED | SAR -> new RecordEntry.ReceiptPending(readSubmission(in, type));
      case KEPT, KEPT | SAR -> new RecordEntry.Retained(readSubmission(in, type));
      case SETTLED -> new RecordEntry.ReceiptSettled(in.getLong(), in.getInt());
      case SENT -> new RecordEntry.ReceiptsSent(in.getInt());
      case MO_SENT -> new RecordEntry.MoSent();
      case TOTALS -> readTotals(in);
      case IDENTITIES -> readIdentities(in);
      default -> throw new IllegalArgumentException("unknown entry type " + type);
    };
  }

  private static int type(int plain, Submission it) {
    return it.message().sar() == null ? plain : plain | SAR;
  }

  private static void writeSubmission(Submission it, PduBuffer out) {
    out.int8(it.atMs());
    out.int4(it.session());
    string(it.systemId(), out);
    out.octet(it.outcome().name().charAt(0));
    out.int4(it.status());
    out.int8(it.messageId());
    out.int8(it.receiptDueMs());
    out.octet(it.receiptState().code());
    string(it.receiptError(), out);
    ShortMessage message = it.message();
    address(message.source(), out);
    address(message.destination(), out);
    out.octet(message.esmClass());
    out.octet(message.protocolId());
    out.octet(message.dataCoding());
    out.octet(message.registeredDelivery());
    out.int2(message.message().length);
    out.octets(message.message());
    ShortMessage.Sar sar = message.sar();
    if (sar != null) {
      out.int2(sar.reference());
      out.octet(sar.of());
      out.octet(sar.number());
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
    byte[] octets = new byte[in.getShort() & 0xFFFF];
    in.get(octets);
    ShortMessage.Sar sar = (type & SAR) == 0 ? null : readSar(in);
    ShortMessage message =
        new ShortMessage(
            source, destination, esmClass, protocolId, dataCoding, registeredDelivery, octets, sar);
    return new Submission(
        atMs, session, systemId, message, outcome, status, messageId, receiptDueMs, state, error);
  }

  private static void writeTotals(RecordEntry.Totals totals, PduBuffer out) {
    Counts it = totals.counts();
    out.octet(TOTALS);
    out.int8(it.accepted());
    out.int8(it.refused());
    out.int8(it.silent());
    out.int8(it.repeated());
    out.int8(it.receiptsDue());
    out.int8(it.receiptsSent());
    out.int8(it.receiptsAcknowledged());
    out.int8(it.receiptsRefused());
    out.int8(it.moSent());
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

  private static RecordEntry readIdentities(ByteBuffer in) {
    int count = in.getInt();
    List<Fingerprint> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(new Fingerprint(in.getLong(), in.getLong()));
    }
    return new RecordEntry.Fingerprints(some);
  }

  private static ShortMessage.Sar readSar(ByteBuffer in) {
    return new ShortMessage.Sar(in.getShort() & 0xFFFF, in.get() & 0xFF, in.get() & 0xFF);
  }

  /** The initials are distinct, and stay readable in a dump. */
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
    throw new IllegalArgumentException("unknown state " + code);
  }

  private static void address(Address address, PduBuffer out) {
    out.octet(address.ton());
    out.octet(address.npi());
    string(address.value(), out);
  }

  private static Address address(ByteBuffer in) {
    return new Address(in.get() & 0xFF, in.get() & 0xFF, string(in));
  }

  private static void string(String value, PduBuffer out) {
    byte[] octets = value.getBytes(StandardCharsets.ISO_8859_1);
    out.octet(octets.length);
    out.octets(octets);
  }

  private static String string(ByteBuffer in) {
    byte[] octets = new byte[in.get() & 0xFF];
    in.get(octets);
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
