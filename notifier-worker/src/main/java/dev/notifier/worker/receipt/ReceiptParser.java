package dev.notifier.worker.receipt;

import dev.notifier.config.RouteConfig.MessageIdFormat;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.store.tracking.ReceiptOutcome;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Parses delivery receipts as carriers write them. Optional parameters take precedence over the
 * text. The text follows SMPP v3.4, appendix B, loosely: keys may be in any case and any order, and
 * any key may be missing. Never throws: an unreadable value is null or {@link
 * ReceiptOutcome#UNKNOWN}.
 */
public final class ReceiptParser {
  /** message_payload, as a key of {@link InboundRecord#tlvs}. */
  public static final String TLV_PAYLOAD = "0424";

  private static final String TLV_MESSAGE_ID = "001E";
  private static final String TLV_STATE = "0427";
  private static final String TLV_ERROR = "0423";

  static final int MAX_ERROR_CHARACTERS = 32;

  /** The bits of esm_class with the message type (SMPP v3.4, 5.2.12). */
  private static final int MESSAGE_TYPE_BITS = 0x3C;

  private static final int INTERMEDIATE = 0x20;
  private static final int USER_DATA_HEADER_BIT = 0x40;
  private static final int NETWORK_ERROR_BYTES = 3;
  private static final int UCS2 = 8;

  private final InboundRecord record;
  private final Map<String, byte[]> tlvs;
  private final @Nullable ZoneId zone;
  private final ReceiptKeys keys;

  private ReceiptParser(InboundRecord record, @Nullable ZoneId zone) {
    this.record = record;
    this.zone = zone;
    tlvs = Objects.requireNonNullElse(record.tlvs(), Map.of());
    keys = keys(record.esmClass(), record.dataCoding(), record.shortMessage(), tlvs);
  }

  /**
   * A parsed receipt.
   *
   * @param id as received; null if there is none
   * @param textId the id in the text, if the optional parameter has another one: some carriers
   *     write the same number in two bases
   * @param rawState the word or number from which the state was derived
   * @param error the carrier's own code, at most {@value #MAX_ERROR_CHARACTERS} characters
   * @param submittedAt null if it is missing or implausible
   * @param doneAt null if it is missing or implausible
   * @param alternative another reading, with another id, of a receipt that begins with the text of
   *     the message, which contains an id itself: the right reading is the one whose id is known.
   *     Null if there is only one. Has no alternative itself
   */
  public record Receipt(
      @Nullable String id,
      @Nullable String textId,
      ReceiptOutcome state,
      @Nullable String rawState,
      @Nullable String error,
      @Nullable Instant submittedAt,
      @Nullable Instant doneAt,
      @Nullable Receipt alternative) {}

  /**
   * Parses a receipt.
   *
   * @param zone the zone of the carrier's dates; null means that dates are unknown
   */
  public static Receipt parse(InboundRecord record, @Nullable ZoneId zone) {
    return new ReceiptParser(record, zone).parse();
  }

  /**
   * Whether a text is a receipt by itself: it has an id and a state that is known, and neither is
   * part of the quoted message.
   */
  public static boolean isReceiptText(
      int esmClass, int dataCoding, byte[] shortMessage, Map<String, byte[]> tlvs) {
    ReceiptKeys keys = keys(esmClass, dataCoding, shortMessage, tlvs);
    int[] starts = keys.likelier();
    String state = keys.value(starts[ReceiptKeys.STAT]);
    return state != null && ReceiptStates.isKnownWord(state) && id(keys, starts) != null;
  }

  private Receipt parse() {
    String tlvId = cString(tlvs.get(TLV_MESSAGE_ID));
    int[] likelier = keys.likelier();
    int[] other = keys.alternative();
    if (other == null) {
      return receipt(tlvId, likelier, null);
    }
    String id = id(keys, likelier);
    String otherId = id(keys, other);
    if (otherId == null || otherId.equals(id)) {
      return receipt(tlvId, likelier, null);
    }
    if (tlvId != null) {
      return receipt(tlvId, isSame(tlvId, otherId) ? other : likelier, null);
    }
    return receipt(null, likelier, receipt(null, other, null));
  }

  private Receipt receipt(@Nullable String tlvId, int[] starts, @Nullable Receipt alternative) {
    String textId = id(keys, starts);
    String rawState = keys.value(starts[ReceiptKeys.STAT]);
    ReceiptOutcome state =
        rawState == null ? ReceiptOutcome.UNKNOWN : ReceiptStates.ofWord(rawState);
    int number = ReceiptStates.number(tlvs.get(TLV_STATE));
    // An unlisted number does not override the word in the text.
    if (number >= 0 && (rawState == null || ReceiptStates.isListed(number))) {
      rawState = Integer.toString(number);
      state = ReceiptStates.ofNumber(number);
    }
    if ((record.esmClass() & MESSAGE_TYPE_BITS) == INTERMEDIATE) {
      state = ReceiptOutcome.IN_PROGRESS;
    }
    String error = networkError(tlvs.get(TLV_ERROR));
    return new Receipt(
        tlvId != null ? tlvId : textId,
        tlvId == null || tlvId.equals(textId) ? null : textId,
        state,
        rawState,
        shortened(error != null ? error : unquoted(keys.value(starts[ReceiptKeys.ERROR]))),
        date(starts[ReceiptKeys.SUBMITTED]),
        date(starts[ReceiptKeys.DONE]),
        alternative);
  }

  private @Nullable Instant date(int start) {
    Instant arrival = record.receivedAt();
    return arrival == null ? null : ReceiptDateParser.parse(keys.date(start), zone, arrival);
  }

  private static @Nullable String id(ReceiptKeys keys, int[] starts) {
    return MessageIdForms.clean(unquoted(keys.value(starts[ReceiptKeys.ID])));
  }

  /** Whether an id in the text is that of the optional parameter, in any form. */
  private static boolean isSame(String tlvId, String textId) {
    String one = MessageIdForms.canonical(tlvId);
    String other = MessageIdForms.canonical(textId);
    return one != null
        && other != null
        && MessageIdForms.match(other, one, MessageIdFormat.AUTO) != null;
  }

  /**
   * Reads the text by data_coding. If it then contains no key of a receipt, other forms are tried,
   * because some SMSCs declare another alphabet than they use.
   */
  private static ReceiptKeys keys(
      int esmClass, int dataCoding, byte @Nullable [] shortMessage, Map<String, byte[]> tlvs) {
    byte[] bytes = shortMessage;
    if (bytes == null || bytes.length == 0) {
      bytes = tlvs.getOrDefault(TLV_PAYLOAD, new byte[0]);
    }
    boolean hasHeader = (esmClass & USER_DATA_HEADER_BIT) != 0 && bytes.length > 0;
    int header = hasHeader ? 1 + (bytes[0] & 0xFF) : 0;
    int from = header < bytes.length ? header : 0;
    ReceiptText.Form declared =
        dataCoding == UCS2 ? ReceiptText.Form.UTF_16BE : ReceiptText.Form.ONE_BYTE;
    ReceiptKeys keys = ReceiptKeys.find(new ReceiptText(bytes, from, declared));
    if (keys.isReceipt()) {
      return keys;
    }
    for (ReceiptText.Form form : ReceiptText.Form.values()) {
      ReceiptKeys other =
          form == declared ? keys : ReceiptKeys.find(new ReceiptText(bytes, from, form));
      if (other.isReceipt()) {
        return other;
      }
    }
    return keys;
  }

  /** Removes quotes, and commas and semicolons at the end. */
  private static @Nullable String unquoted(@Nullable String value) {
    if (value == null) {
      return null;
    }
    int from = value.startsWith("\"") ? 1 : 0;
    int until = value.length();
    while (until > from && ",;\"".indexOf(value.charAt(until - 1)) >= 0) {
      until--;
    }
    return value.substring(from, until);
  }

  private static @Nullable String cString(byte @Nullable [] bytes) {
    return bytes == null ? null : MessageIdForms.clean(DeliverSmText.decodeReceipt(bytes, 0));
  }

  /** Network type and code (SMPP v3.4, 5.3.2.31), such as {@code 3/33}. */
  private static @Nullable String networkError(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length != NETWORK_ERROR_BYTES) {
      return null;
    }
    return (bytes[0] & 0xFF) + "/" + ((bytes[1] & 0xFF) << Byte.SIZE | (bytes[2] & 0xFF));
  }

  private static @Nullable String shortened(@Nullable String error) {
    if (error == null) {
      return null;
    }
    String clean = DeliverSmText.singleLine(error);
    return clean.substring(0, Math.min(clean.length(), MAX_ERROR_CHARACTERS));
  }
}
