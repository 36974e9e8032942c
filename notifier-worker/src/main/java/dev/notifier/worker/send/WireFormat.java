package dev.notifier.worker.send;

import dev.notifier.config.MessageConfig;
import dev.notifier.config.RouteConfig;
import dev.notifier.config.sources.SenderConfig;
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
 * Builds the submit_sm of a segment in the format of one route. A message that was segmented for
 * another route keeps its segments and is sent in the nearest format of this route. Thread-safe.
 */
public final class WireFormat {
  private static final byte[] NO_SHORT_MESSAGE = {};

  private final SubmitSm.Address source;
  private final List<SenderConfig> sources;
  private final MessageConfig format;
  private final Encoding alphabet;
  private final Concatenation concatenation;
  private final boolean requestReceipts;
  private final List<Tlv> vendorTlvs;
  private final InstantSource clock;

  private WireFormat(RouteConfig route, InstantSource clock) {
    source =
        new SubmitSm.Address(route.source().address(), route.source().ton(), route.source().npi());
    sources = route.sources();
    format = route.message();
    alphabet = Encoding.valueOf(format.alphabet().name());
    concatenation = Concatenation.valueOf(format.concatenation().name());
    requestReceipts = route.receipts() != RouteConfig.Receipts.NONE;
    vendorTlvs =
        format.tlvs().entrySet().stream()
            .map(each ->
                new Tlv(Integer.decode(each.getKey()), HexFormat.of().parseHex(each.getValue())))
            .toList();
    this.clock = clock;
  }

  /** The format of a route. */
  public static WireFormat of(RouteConfig route, InstantSource clock) {
    return new WireFormat(route, clock);
  }

  /**
   * The submit_sm of one segment. Every segment requests a receipt, because a message counts as
   * delivered when all its segments are.
   *
   * @param segment from 1
   * @throws IllegalArgumentException if this route has no format for the message; without its text
   */
  public SubmitSm submitSm(SubmitRecord message, int segment) {
    Encoding encoding = encodingOf(message);
    String text = message.texts().get(segment - 1);
    List<Tlv> tlvs = new ArrayList<>(vendorTlvs.size() + 3);
    int of = message.texts().size();
    if (of > 1) {
      Concatenation actual = concatenationOf(message, encoding);
      byte[] bytes =
          WireBytes.encodeSegment(encoding, text, actual, message.reference(), segment, of);
      if (actual == Concatenation.SAR) {
        addSar(tlvs, message.reference(), segment, of);
      }
      return submit(message, encoding, actual != Concatenation.SAR, bytes, tlvs);
    }
    if (WireBytes.fitsSingleSegment(encoding, text)) {
      return submit(message, encoding, false, WireBytes.encodeSingle(encoding, text), tlvs);
    }
    tlvs.add(new Tlv(Tlv.MESSAGE_PAYLOAD, WireBytes.encodePayload(encoding, text)));
    return submit(message, encoding, false, NO_SHORT_MESSAGE, tlvs);
  }

  /**
   * A text that was not planned as UCS-2 is sent in this route's alphabet, or as UCS-2 if the
   * alphabet lacks one of its characters. UCS-2 then fits only if the text is short.
   */
  private Encoding encodingOf(SubmitRecord message) {
    Encoding planned = Encoding.valueOf(message.encoding());
    if (planned == Encoding.UCS2 || message.texts().stream().allMatch(alphabet::canEncode)) {
      return planned == Encoding.UCS2 ? planned : alphabet;
    }
    return Encoding.UCS2;
  }

  /** Segments cut for an 8-bit reference may leave no room for a longer header. */
  private Concatenation concatenationOf(SubmitRecord message, Encoding encoding) {
    boolean fits =
        concatenation != Concatenation.PAYLOAD
            && message.texts().stream()
                .allMatch(text -> WireBytes.fitsSegment(encoding, text, concatenation));
    return fits ? concatenation : Concatenation.UDH8;
  }

  /** Adds the reference and the numbers of the segment (SMPP v3.4, 5.3.2.22 to 5.3.2.24). */
  private static void addSar(List<Tlv> tlvs, int reference, int segment, int of) {
    tlvs.add(new Tlv(Tlv.SAR_MSG_REF_NUM, new byte[] {(byte) (reference >> 8), (byte) reference}));
    tlvs.add(new Tlv(Tlv.SAR_TOTAL_SEGMENTS, new byte[] {(byte) of}));
    tlvs.add(new Tlv(Tlv.SAR_SEGMENT_SEQNUM, new byte[] {(byte) segment}));
  }

  private SubmitSm submit(
      SubmitRecord message,
      Encoding encoding,
      boolean userDataHeader,
      byte[] shortMessage,
      List<Tlv> tlvs) {
    tlvs.addAll(vendorTlvs);
    return new SubmitSm(
        source(message),
        new SubmitSm.Address(
            message.phone().substring(1), format.destinationTon(), format.destinationNpi()),
        userDataHeader,
        encoding == Encoding.UCS2 ? encoding.dataCoding() : format.dataCoding(),
        shortMessage,
        validityPeriod(message),
        requestReceipts,
        tlvs);
  }

  /**
   * The sender of the message, or the route's if the message has none. Of one that is not among the
   * sources of the route, the characters decide the type.
   */
  private SubmitSm.Address source(SubmitRecord message) {
    String sender = message.sender();
    if (sender == null || sender.equals(source.address())) {
      return source;
    }
    SenderConfig known =
        sources.stream()
            .filter(each -> each.address().equals(sender))
            .findFirst()
            .orElseGet(() -> SenderConfig.of(sender));
    return new SubmitSm.Address(sender, known.actualTon(), known.actualNpi());
  }

  private String validityPeriod(SubmitRecord message) {
    Instant expiresAt = message.expiresAt();
    return expiresAt == null || format.validity() == MessageConfig.Validity.NONE
        ? ""
        : ValidityPeriod.of(Duration.between(clock.instant(), expiresAt), format.maxValidity());
  }
}
