package dev.notifier.worker.submit;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.templates.sms.Concatenation;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.WireBytes;
import dev.notifier.worker.smpp.SubmitSm;
import dev.notifier.worker.smpp.SubmitSm.Tlv;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * How a segment looks on the wire of one route. A message that was cut for another route keeps its
 * cut and travels in the nearest form that this one can carry. Thread-safe.
 */
final class WireFormat {
  private static final int NETWORK_SPECIFIC = 3;
  private static final int ALPHANUMERIC = 5;
  private static final int UNKNOWN_PLAN = 0;
  private static final byte[] NO_SHORT_MESSAGE = {};

  private final SubmitSm.Address source;
  private final RouteConfig.Message form;
  private final Encoding alphabet;
  private final Concatenation concatenation;
  private final boolean receiptsWanted;
  private final List<Tlv> vendorTlvs;
  private final InstantSource clock;

  private WireFormat(RouteConfig route, InstantSource clock) {
    source =
        new SubmitSm.Address(route.source().address(), route.source().ton(), route.source().npi());
    form = route.message();
    alphabet = Encoding.valueOf(form.alphabet().name());
    concatenation = Concatenation.valueOf(form.concatenation().name());
    receiptsWanted = route.receipts() != RouteConfig.Receipts.NONE;
    vendorTlvs =
        form.tlvs().entrySet().stream()
            .map(each ->
                new Tlv(Integer.decode(each.getKey()), HexFormat.of().parseHex(each.getValue())))
            .toList();
    this.clock = clock;
  }

  /** The form that a route wants. */
  static WireFormat of(RouteConfig route, InstantSource clock) {
    return new WireFormat(route, clock);
  }

  /**
   * The submit_sm of one part. Every part asks for a receipt: the message counts as delivered when
   * all are.
   *
   * @param part from 1
   * @throws IllegalArgumentException when this route has no form for the message; says no text
   */
  SubmitSm of(SubmitRecord message, int part) {
    Encoding encoding = encodingOf(message);
    String text = message.texts().get(part - 1);
    List<Tlv> tlvs = new ArrayList<>(vendorTlvs.size() + 3);
    int of = message.texts().size();
    if (of > 1) {
      Concatenation how = concatenationOf(message, encoding);
      byte[] octets = WireBytes.encodeSegment(encoding, text, how, message.reference(), part, of);
      if (how == Concatenation.SAR) {
        sar(tlvs, message.reference(), part, of);
      }
      return submit(message, encoding, how != Concatenation.SAR, octets, tlvs);
    }
    if (WireBytes.fitsSingleSegment(encoding, text)) {
      return submit(message, encoding, false, WireBytes.encodeSingle(encoding, text), tlvs);
    }
    tlvs.add(new Tlv(Tlv.MESSAGE_PAYLOAD, WireBytes.encodePayload(encoding, text)));
    return submit(message, encoding, false, NO_SHORT_MESSAGE, tlvs);
  }

  /**
   * What is not UCS-2 goes in this route's alphabet, whatever alphabet it was planned for. UCS-2
   * for a character that this alphabet lacks has room only in short messages.
   */
  private Encoding encodingOf(SubmitRecord message) {
    Encoding planned = Encoding.valueOf(message.encoding());
    if (planned == Encoding.UCS2 || message.texts().stream().allMatch(alphabet::canEncode)) {
      return planned == Encoding.UCS2 ? planned : alphabet;
    }
    return Encoding.UCS2;
  }

  /** What was cut for an 8-bit reference may have no room for a longer header. */
  private Concatenation concatenationOf(SubmitRecord message, Encoding encoding) {
    boolean room =
        concatenation != Concatenation.PAYLOAD
            && message.texts().stream()
                .allMatch(text -> WireBytes.fitsSegment(encoding, text, concatenation));
    return room ? concatenation : Concatenation.UDH8;
  }

  /** The reference and the counts of the segments (SMPP v3.4, 5.3.2.22 to 5.3.2.24). */
  private static void sar(List<Tlv> tlvs, int reference, int part, int of) {
    tlvs.add(new Tlv(Tlv.SAR_MSG_REF_NUM, new byte[] {(byte) (reference >> 8), (byte) reference}));
    tlvs.add(new Tlv(Tlv.SAR_TOTAL_SEGMENTS, new byte[] {(byte) of}));
    tlvs.add(new Tlv(Tlv.SAR_SEGMENT_SEQNUM, new byte[] {(byte) part}));
  }

  private SubmitSm submit(
      SubmitRecord message,
      Encoding encoding,
      boolean userDataHeader,
      byte[] octets,
      List<Tlv> tlvs) {
    tlvs.addAll(vendorTlvs);
    return new SubmitSm(
        source(message),
        new SubmitSm.Address(
            message.phone().substring(1), form.destinationTon(), form.destinationNpi()),
        userDataHeader,
        encoding == Encoding.UCS2 ? encoding.dataCoding() : form.dataCoding(),
        octets,
        validity(message),
        receiptsWanted,
        tlvs);
  }

  /**
   * The sender that the wording asks for, else the route's. A name is alphanumeric, digits are a
   * number of the network's own, such as a short code (SMPP v3.4, 5.2.5).
   */
  private SubmitSm.Address source(SubmitRecord message) {
    String sender = message.sender();
    if (sender == null || sender.equals(source.address())) {
      return source;
    }
    boolean digits = sender.chars().allMatch(c -> c >= '0' && c <= '9');
    return new SubmitSm.Address(sender, digits ? NETWORK_SPECIFIC : ALPHANUMERIC, UNKNOWN_PLAN);
  }

  private String validity(SubmitRecord message) {
    Instant expiresAt = message.expiresAt();
    return expiresAt == null
        ? ""
        : ValidityPeriod.of(Duration.between(clock.instant(), expiresAt), form.maxValidity());
  }
}
