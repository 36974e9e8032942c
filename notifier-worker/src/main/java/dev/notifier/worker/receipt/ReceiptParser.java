package dev.notifier.worker.receipt;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.store.tracking.ReceiptOutcome;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** Every receipt seen so far has its keys within this limit; the rest is not scanned. */
  private static final int MAX_CHARACTERS_READ = 2_048;

  private static final int MAX_BYTES_READ = 2 * MAX_CHARACTERS_READ;

  static final int MAX_ERROR_CHARACTERS = 32;

  /** The bits of esm_class with the message type (SMPP v3.4, 5.2.12). */
  private static final int MESSAGE_TYPE_BITS = 0x3C;

  private static final int INTERMEDIATE = 0x20;
  private static final int USER_DATA_HEADER_BIT = 0x40;
  private static final int NETWORK_ERROR_BYTES = 3;
  private static final int STATE_UNKNOWN = 7;

  /** The charsets to try when the text is not written in the one that data_coding declares. */
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

  // If a value is missing, the next key must not be parsed as the value.
  private static final String BLANK = "[\\s_]*";
  private static final String BEFORE_VALUE =
      "\\s*:\\s*(?!(?:id|sub|dlvrd|submit|done|stat|err|text)\\b\\s*(?:date\\s*)?:)";
  private static final Pattern ID = key("id", "\\S+");
  private static final Pattern STAT = key("stat", "\\S+");
  private static final Pattern ERROR = key("err", "\\S+");
  private static final Pattern NON_LETTERS = Pattern.compile("[^A-Z_]");
  private static final String DATE_VALUE = "\\d[-/\\d]{5,9} \\d{2}[:\\d]{2,6}|\\S+";
  private static final Pattern DONE = key("done" + BLANK + "date", DATE_VALUE);
  private static final Pattern SUBMITTED = key("submit" + BLANK + "date", DATE_VALUE);

  private ReceiptParser() {}

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
   */
  public record Receipt(
      @Nullable String id,
      @Nullable String textId,
      ReceiptOutcome state,
      @Nullable String rawState,
      @Nullable String error,
      @Nullable Instant submittedAt,
      @Nullable Instant doneAt) {}

  /**
   * Parses a receipt.
   *
   * @param zone the zone of the carrier's dates; null means that dates are unknown
   */
  public static Receipt parse(InboundRecord record, @Nullable ZoneId zone) {
    Map<String, byte[]> tlvs = Objects.requireNonNullElse(record.tlvs(), Map.of());
    String text = text(record, tlvs);
    String tlvId = cString(tlvs.get(TLV_MESSAGE_ID));
    String textId = MessageIdForms.clean(unquoted(value(ID, text)));
    String error = networkError(tlvs.get(TLV_ERROR));
    String rawState = value(STAT, text);
    ReceiptOutcome state = rawState == null ? ReceiptOutcome.UNKNOWN : stateOfWord(rawState);
    Integer number = stateNumber(tlvs.get(TLV_STATE));
    if (number != null && (rawState == null || isListed(number))) {
      rawState = number.toString();
      state = stateOfNumber(number);
    }
    if ((record.esmClass() & MESSAGE_TYPE_BITS) == INTERMEDIATE) {
      state = ReceiptOutcome.IN_PROGRESS;
    }
    Instant arrival = record.receivedAt();
    return new Receipt(
        tlvId != null ? tlvId : textId,
        tlvId == null || tlvId.equals(textId) ? null : textId,
        state,
        rawState,
        shortened(error != null ? error : unquoted(value(ERROR, text))),
        arrival == null ? null : ReceiptDateParser.parse(value(SUBMITTED, text), zone, arrival),
        arrival == null ? null : ReceiptDateParser.parse(value(DONE, text), zone, arrival));
  }

  /**
   * Decodes the text by data_coding. If the result contains no key of a receipt, other charsets are
   * tried, because some SMSCs declare another alphabet than they use.
   */
  private static String text(InboundRecord record, Map<String, byte[]> tlvs) {
    byte[] bytes = textBytes(record, tlvs);
    if (bytes.length == 0) {
      return "";
    }
    String declared = printable(DeliverSmText.decodeReceipt(bytes, record.dataCoding()));
    if (isReceipt(declared)) {
      return declared;
    }
    for (Charset charset : CHARSETS) {
      String other = printable(new String(bytes, charset));
      if (isReceipt(other)) {
        return other;
      }
    }
    return declared;
  }

  private static boolean isReceipt(String text) {
    return STAT.matcher(text).find() || ID.matcher(text).find();
  }

  private static byte[] textBytes(InboundRecord record, Map<String, byte[]> tlvs) {
    byte[] bytes = record.shortMessage();
    if (bytes == null || bytes.length == 0) {
      bytes = tlvs.get(TLV_PAYLOAD);
    }
    if (bytes == null) {
      return new byte[0];
    }
    boolean hasHeader = (record.esmClass() & USER_DATA_HEADER_BIT) != 0 && bytes.length > 0;
    int header = hasHeader ? 1 + (bytes[0] & 0xFF) : 0;
    int from = header < bytes.length ? header : 0;
    int until = Math.min(bytes.length, from + MAX_BYTES_READ);
    return Arrays.copyOfRange(bytes, from, until);
  }

  /** Replaces control characters, such as a closing NUL, by blanks: no value contains any. */
  private static String printable(String text) {
    int length = Math.min(text.length(), MAX_CHARACTERS_READ);
    StringBuilder printable = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      printable.append(Character.isISOControl(c) ? ' ' : c);
    }
    return printable.toString();
  }

  /** The key must not be the end of a longer word: {@code msgid:} is not {@code id:}. */
  private static Pattern key(String name, String value) {
    return Pattern.compile(
        "(?<![\\p{Alnum}_])" + name + BEFORE_VALUE + "(" + value + ")", Pattern.CASE_INSENSITIVE);
  }

  private static @Nullable String value(Pattern key, String text) {
    Matcher found = key.matcher(text);
    return found.find() ? found.group(1) : null;
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

  /** One byte (SMPP v3.4, 5.3.2.35); some carriers send a longer number, or a digit as text. */
  private static @Nullable Integer stateNumber(byte @Nullable [] value) {
    if (value == null || value.length == 0) {
      return null;
    }
    for (byte each : value) {
      if (each != 0) {
        int number = each & 0xFF;
        return number >= '0' && number <= '9' ? number - '0' : number;
      }
    }
    return 0;
  }

  /** An unlisted number does not override the word in the text. */
  private static boolean isListed(int number) {
    return number == STATE_UNKNOWN || stateOfNumber(number) != ReceiptOutcome.UNKNOWN;
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

  private static ReceiptOutcome stateOfWord(String rawState) {
    String word = NON_LETTERS.matcher(rawState.toUpperCase(Locale.ROOT)).replaceAll("");
    return switch (word) {
      case "DELIVRD", "DELIVERED", "DELIVERD", "DELIVER" -> ReceiptOutcome.DELIVERED;
      case "ENROUTE",
          "ACCEPTD",
          "ACCEPTED",
          "ACKED",
          "BUFFRED",
          "BUFFERD",
          "BUFFERED",
          "SCHEDULED" ->
          ReceiptOutcome.IN_PROGRESS;
      case "EXPIRED" -> ReceiptOutcome.EXPIRED;
      case "DELETED" -> ReceiptOutcome.DELETED;
      case "UNDELIV", "UNDELIVRD", "UNDELIVERED", "UNDELIVERABLE", "FAILED", "SKIPPED" ->
          ReceiptOutcome.UNDELIVERED;
      case "REJECTD", "REJECTED" -> ReceiptOutcome.REJECTED;
      default -> word.startsWith("DND_") ? ReceiptOutcome.REJECTED : ReceiptOutcome.UNKNOWN;
    };
  }

  /** SMPP v3.4, 5.2.28; 0 and 9 from v5.0, 4.7.15. */
  private static ReceiptOutcome stateOfNumber(int state) {
    return switch (state) {
      case 0, 1, 6 -> ReceiptOutcome.IN_PROGRESS;
      case 2 -> ReceiptOutcome.DELIVERED;
      case 3 -> ReceiptOutcome.EXPIRED;
      case 4 -> ReceiptOutcome.DELETED;
      case 5, 9 -> ReceiptOutcome.UNDELIVERED;
      case 8 -> ReceiptOutcome.REJECTED;
      default -> ReceiptOutcome.UNKNOWN;
    };
  }
}
