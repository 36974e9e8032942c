package dev.notifier.contracts.wire;

import dev.notifier.contracts.InboundRecord;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The message {@code InboundRecord} of {@code records.proto}. */
final class InboundWire {
  private static final int ROUTE = 2;
  private static final int SESSION = 3;
  private static final int ESM_CLASS = 4;
  private static final int DATA_CODING = 5;
  private static final int SOURCE_ADDRESS = 6;
  private static final int DESTINATION_ADDRESS = 7;
  private static final int SHORT_MESSAGE = 8;
  private static final int TLVS = 9;
  private static final int RECEIVED_AT = 10;
  private static final int PROVIDER = 11;
  private static final int PROVIDER_ID = 12;
  private static final int TEXT = 13;
  private static final int CHANNEL = 14;

  private static final int TLV_TAG = 1;
  private static final int TLV_VALUE = 2;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private InboundWire() {}

  static void write(WireWriter out, InboundRecord record) {
    out.text(ROUTE, record.route()).number(SESSION, record.session());
    writeReceipt(out, record);
    out.text(PROVIDER, record.provider())
        .text(PROVIDER_ID, record.providerId())
        .text(TEXT, record.text());
    if (!record.channel().equals(InboundRecord.SMS)) {
      out.text(CHANNEL, record.channel());
    }
  }

  /** Writes a receipt as an element of a journal record, which has its route and session. */
  static void writeReceipt(WireWriter out, InboundRecord record) {
    out.number(ESM_CLASS, record.esmClass())
        .number(DATA_CODING, record.dataCoding())
        .text(SOURCE_ADDRESS, record.sourceAddress())
        .text(DESTINATION_ADDRESS, record.destinationAddress())
        .bytes(SHORT_MESSAGE, record.shortMessage())
        .each(TLVS, record.tlvs().entrySet(), InboundWire::writeTlv)
        .time(RECEIVED_AT, record.receivedAt());
  }

  private static void writeTlv(WireWriter out, Map.Entry<String, byte[]> tlv) {
    out.number(TLV_TAG, HexFormat.fromHexDigits(tlv.getKey())).bytes(TLV_VALUE, tlv.getValue());
  }

  static InboundRecord read(WireReader in) {
    Fields fields = new Fields();
    while (in.next()) {
      fields.read(in);
    }
    return fields.record(in.version());
  }

  /** Reads a receipt of a journal record. */
  static InboundRecord readReceipt(WireReader in, String route, int session) {
    Fields fields = new Fields();
    fields.route = route;
    fields.session = session;
    while (in.next()) {
      fields.read(in);
    }
    // Otherwise a record could have receipts of three bytes, which take fifty times as much memory.
    if (fields.receivedAt == null) {
      throw new MalformedRecordException("a receipt has no time");
    }
    return fields.record(InboundRecord.VERSION);
  }

  /** The fields that were read so far. */
  @SuppressWarnings("NullAway") // A missing field is null; the check of the record finds it.
  private static final class Fields {
    private String route;
    private int session;
    private int esmClass;
    private int dataCoding;
    private String sourceAddress;
    private String destinationAddress;
    private byte[] shortMessage;
    private final Map<String, byte[]> tlvs = new LinkedHashMap<>();
    private Instant receivedAt;
    private String provider;
    private String providerId;
    private String text;
    private String channel = InboundRecord.SMS;

    void read(WireReader in) {
      switch (in.field()) {
        case ROUTE -> route = in.text();
        case SESSION -> session = in.integer();
        case ESM_CLASS -> esmClass = in.integer();
        case DATA_CODING -> dataCoding = in.integer();
        case SOURCE_ADDRESS -> sourceAddress = in.text();
        case DESTINATION_ADDRESS -> destinationAddress = in.text();
        case SHORT_MESSAGE -> shortMessage = in.bytes();
        case TLVS -> in.message(this::readTlv);
        case RECEIVED_AT -> receivedAt = in.time();
        case PROVIDER -> provider = in.text();
        case PROVIDER_ID -> providerId = in.text();
        case TEXT -> text = in.text();
        case CHANNEL -> channel = in.text();
        default -> in.skip();
      }
    }

    private Map<String, byte[]> readTlv(WireReader in) {
      int tag = 0;
      byte[] value = {};
      while (in.next()) {
        switch (in.field()) {
          case TLV_TAG -> tag = in.integer();
          case TLV_VALUE -> value = in.bytes();
          default -> in.skip();
        }
      }
      tlvs.put(HEX.toHexDigits((short) tag), value);
      return tlvs;
    }

    InboundRecord record(int version) {
      return new InboundRecord(
          version,
          route,
          session,
          esmClass,
          dataCoding,
          sourceAddress,
          destinationAddress,
          shortMessage,
          tlvs,
          receivedAt,
          provider,
          providerId,
          text,
          channel);
    }
  }
}
