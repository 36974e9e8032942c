package dev.notifier.worker.track;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.store.ReceiptState;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads delivery receipts as carriers write them. Optional parameters win over the text; the text
 * has the form of SMPP v3.4, appendix B, as far as carriers keep to it: keys in any case and order,
 * any of them missing. Never throws; what cannot be read is null or {@link ReceiptState#UNKNOWN}.
 */
final class ReceiptParser {
  private static final String TLV_MESSAGE_ID = "001E";
  private static final String TLV_STATE = "0427";
  private static final String TLV_ERROR = "0423";
  static final String TLV_PAYLOAD = "0424";

  /** Where the keys stand in any receipt that was ever seen; more would be a waste of time. */
  static final int MAX_CHARACTERS_READ = 2_048;

  static final int MAX_ERROR_CHARACTERS = 32;

  /** The bits of esm_class that tell the kind of message (SMPP v3.4, 5.2.12). */
  private static final int KIND_BITS = 0x3C;

  private static final int INTERMEDIATE = 0x20;
  private static final int NETWORK_ERROR_OCTETS = 3;

  // A value may be missing; then the next key must not be taken for it.
  private static final String VALUE =
      "\\s*:\\s*((?!(?:id|sub|dlvrd|submit|done|stat|err|text)\\b\\s*(?:date\\s*)?:)[^\\s]+)";
  private static final Pattern ID = key("id");
  private static final Pattern STAT = key("stat");
  private static final Pattern ERROR = key("err");
  private static final Pattern DONE = key("done\\s+date");

  private ReceiptParser() {}

  /**
   * A receipt.
   *
   * @param id as it came; null when there is none
   * @param stat the word or number that gave the state
   * @param error the carrier's own code, at most {@value #MAX_ERROR_CHARACTERS} characters
   * @param doneDate as it came: its form and zone differ from carrier to carrier
   */
  record Receipt(
      @Nullable String id,
      ReceiptState state,
      @Nullable String stat,
      @Nullable String error,
      @Nullable String doneDate) {}

  static Receipt parse(InboundRecord record) {
    Map<String, byte[]> tlvs = Objects.requireNonNullElse(record.tlvs(), Map.of());
    String text = text(record, tlvs);
    String id = cString(tlvs.get(TLV_MESSAGE_ID));
    String stat = value(STAT, text);
    ReceiptState state = stat == null ? ReceiptState.UNKNOWN : ofWord(stat);
    byte[] tlvState = tlvs.get(TLV_STATE);
    if (tlvState != null && tlvState.length > 0) {
      stat = Integer.toString(tlvState[0]);
      state = ofNumber(tlvState[0]);
    }
    if ((record.esmClass() & KIND_BITS) == INTERMEDIATE) {
      state = ReceiptState.IN_PROGRESS;
    }
    String error = networkError(tlvs.get(TLV_ERROR));
    return new Receipt(
        id != null ? id : CarrierIds.cleaned(value(ID, text)),
        state,
        stat,
        shortened(error != null ? error : value(ERROR, text)),
        value(DONE, text));
  }

  private static String text(InboundRecord record, Map<String, byte[]> tlvs) {
    byte[] octets = record.shortMessage();
    if (octets == null || octets.length == 0) {
      octets = tlvs.get(TLV_PAYLOAD);
    }
    if (octets == null) {
      return "";
    }
    String text = Texts.receipt(octets, record.dataCoding());
    return text.substring(0, Math.min(text.length(), MAX_CHARACTERS_READ));
  }

  /** The key must not be the tail of a longer word: {@code msgid:} is not {@code id:}. */
  private static Pattern key(String name) {
    return Pattern.compile("(?<![\\p{Alnum}_])" + name + VALUE, Pattern.CASE_INSENSITIVE);
  }

  private static @Nullable String value(Pattern key, String text) {
    Matcher found = key.matcher(text);
    return found.find() ? found.group(1) : null;
  }

  private static @Nullable String cString(byte @Nullable [] octets) {
    return octets == null ? null : CarrierIds.cleaned(Texts.receipt(octets, 0));
  }

  /** Network type and code (SMPP v3.4, 5.3.2.31), such as {@code 3/33}. */
  private static @Nullable String networkError(byte @Nullable [] octets) {
    if (octets == null || octets.length != NETWORK_ERROR_OCTETS) {
      return null;
    }
    return (octets[0] & 0xFF) + "/" + ((octets[1] & 0xFF) << Byte.SIZE | (octets[2] & 0xFF));
  }

  private static @Nullable String shortened(@Nullable String error) {
    if (error == null) {
      return null;
    }
    String clean = Texts.printable(error);
    return clean.substring(0, Math.min(clean.length(), MAX_ERROR_CHARACTERS));
  }

  private static ReceiptState ofWord(String stat) {
    String word = stat.toUpperCase(Locale.ROOT);
    return switch (word) {
      case "DELIVRD", "DELIVERED", "DELIVERD" -> ReceiptState.DELIVERED;
      case "ENROUTE",
          "ACCEPTD",
          "ACCEPTED",
          "ACKED",
          "BUFFRED",
          "BUFFERD",
          "BUFFERED",
          "SCHEDULED" ->
          ReceiptState.IN_PROGRESS;
      case "EXPIRED" -> ReceiptState.EXPIRED;
      case "DELETED" -> ReceiptState.DELETED;
      case "UNDELIV", "UNDELIVERED", "UNDELIVERABLE", "FAILED", "SKIPPED" ->
          ReceiptState.UNDELIVERED;
      case "REJECTD", "REJECTED" -> ReceiptState.REJECTED;
      default -> word.startsWith("DND_") ? ReceiptState.REJECTED : ReceiptState.UNKNOWN;
    };
  }

  /** SMPP v3.4, 5.2.28; 0 and 9 from v5.0, 4.7.15. */
  private static ReceiptState ofNumber(byte state) {
    return switch (state) {
      case 0, 1, 6 -> ReceiptState.IN_PROGRESS;
      case 2 -> ReceiptState.DELIVERED;
      case 3 -> ReceiptState.EXPIRED;
      case 4 -> ReceiptState.DELETED;
      case 5, 9 -> ReceiptState.UNDELIVERED;
      case 8 -> ReceiptState.REJECTED;
      default -> ReceiptState.UNKNOWN;
    };
  }
}
