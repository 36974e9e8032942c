package dev.notifier.worker.track;

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
 * Reads delivery receipts as carriers write them. Optional parameters win over the text; the text
 * has the form of SMPP v3.4, appendix B, as far as carriers keep to it: keys in any case and order,
 * any of them missing. Never throws; what cannot be read is null or {@link ReceiptOutcome#UNKNOWN}.
 */
final class ReceiptParser {
  private static final String TLV_MESSAGE_ID = "001E";
  private static final String TLV_STATE = "0427";
  private static final String TLV_ERROR = "0423";
  static final String TLV_PAYLOAD = "0424";

  /** Where the keys stand in any receipt that was ever seen; more would be a waste of time. */
  static final int MAX_CHARACTERS_READ = 2_048;

  private static final int MAX_OCTETS_READ = 2 * MAX_CHARACTERS_READ;

  static final int MAX_ERROR_CHARACTERS = 32;

  /** The bits of esm_class that tell the kind of message (SMPP v3.4, 5.2.12). */
  private static final int KIND_BITS = 0x3C;

  private static final int INTERMEDIATE = 0x20;
  private static final int NETWORK_ERROR_OCTETS = 3;

  private static final int HEADER_INDICATOR = 0x40;
  private static final int STATE_UNKNOWN = 7;

  /** How a text may be written when its data_coding says something else than it is. */
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

  // A value may be missing; then the next key must not be taken for it.
  private static final String BLANK = "[\\s_]*";
  private static final String BEFORE_VALUE =
      "\\s*:\\s*(?!(?:id|sub|dlvrd|submit|done|stat|err|text)\\b\\s*(?:date\\s*)?:)";
  private static final Pattern ID = key("id", "\\S+");
  private static final Pattern STAT = key("stat", "\\S+");
  private static final Pattern ERROR = key("err", "\\S+");
  private static final Pattern LETTERS_ONLY = Pattern.compile("[^A-Z_]");
  private static final String DATE_VALUE = "\\d[-/\\d]{5,9} \\d{2}[:\\d]{2,6}|\\S+";
  private static final Pattern DONE = key("done" + BLANK + "date", DATE_VALUE);
  private static final Pattern SUBMITTED = key("submit" + BLANK + "date", DATE_VALUE);

  private ReceiptParser() {}

  /**
   * A receipt.
   *
   * @param id as it came; null when there is none
   * @param textId the id of the text, where the optional parameters have another one: the same
   *     number in two bases is known in the wild
   * @param stat the word or number that gave the state
   * @param error the carrier's own code, at most {@value #MAX_ERROR_CHARACTERS} characters
   * @param submittedAt null when it is missing or cannot be
   * @param doneAt null when it is missing or cannot be
   */
  record Receipt(
      @Nullable String id,
      @Nullable String textId,
      ReceiptOutcome state,
      @Nullable String stat,
      @Nullable String error,
      @Nullable Instant submittedAt,
      @Nullable Instant doneAt) {}

  /**
   * @param zone of the carrier's dates; null = they cannot be read
   */
  static Receipt parse(InboundRecord record, @Nullable ZoneId zone) {
    Map<String, byte[]> tlvs = Objects.requireNonNullElse(record.tlvs(), Map.of());
    String text = text(record, tlvs);
    String tlvId = cString(tlvs.get(TLV_MESSAGE_ID));
    String textId = MessageIdForms.cleaned(bare(value(ID, text)));
    String error = networkError(tlvs.get(TLV_ERROR));
    String stat = value(STAT, text);
    ReceiptOutcome state = stat == null ? ReceiptOutcome.UNKNOWN : ofWord(stat);
    Integer number = stateNumber(tlvs.get(TLV_STATE));
    if (number != null && (stat == null || isListed(number))) {
      stat = number.toString();
      state = ofNumber(number);
    }
    if ((record.esmClass() & KIND_BITS) == INTERMEDIATE) {
      state = ReceiptOutcome.IN_PROGRESS;
    }
    Instant came = record.receivedAt();
    return new Receipt(
        tlvId != null ? tlvId : textId,
        tlvId == null || tlvId.equals(textId) ? null : textId,
        state,
        stat,
        shortened(error != null ? error : bare(value(ERROR, text))),
        came == null ? null : ReceiptDateParser.read(value(SUBMITTED, text), zone, came),
        came == null ? null : ReceiptDateParser.read(value(DONE, text), zone, came));
  }

  /**
   * By what data_coding says, unless nothing of a receipt can be read that way: some centres write
   * one alphabet and name another.
   */
  private static String text(InboundRecord record, Map<String, byte[]> tlvs) {
    byte[] octets = octets(record, tlvs);
    if (octets.length == 0) {
      return "";
    }
    String named = readable(DeliverSmText.receipt(octets, record.dataCoding()));
    if (isReceipt(named)) {
      return named;
    }
    for (Charset charset : CHARSETS) {
      String other = readable(new String(octets, charset));
      if (isReceipt(other)) {
        return other;
      }
    }
    return named;
  }

  private static boolean isReceipt(String text) {
    return STAT.matcher(text).find() || ID.matcher(text).find();
  }

  private static byte[] octets(InboundRecord record, Map<String, byte[]> tlvs) {
    byte[] octets = record.shortMessage();
    if (octets == null || octets.length == 0) {
      octets = tlvs.get(TLV_PAYLOAD);
    }
    if (octets == null) {
      return new byte[0];
    }
    boolean headed = (record.esmClass() & HEADER_INDICATOR) != 0 && octets.length > 0;
    int header = headed ? 1 + (octets[0] & 0xFF) : 0;
    int from = header < octets.length ? header : 0;
    int until = Math.min(octets.length, from + MAX_OCTETS_READ);
    return Arrays.copyOfRange(octets, from, until);
  }

  /** Control characters, such as a closing NUL, are blanks: no value has any. */
  private static String readable(String text) {
    int length = Math.min(text.length(), MAX_CHARACTERS_READ);
    StringBuilder readable = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      readable.append(Character.isISOControl(c) ? ' ' : c);
    }
    return readable.toString();
  }

  /** The key must not be the tail of a longer word: {@code msgid:} is not {@code id:}. */
  private static Pattern key(String name, String value) {
    return Pattern.compile(
        "(?<![\\p{Alnum}_])" + name + BEFORE_VALUE + "(" + value + ")", Pattern.CASE_INSENSITIVE);
  }

  private static @Nullable String value(Pattern key, String text) {
    Matcher found = key.matcher(text);
    return found.find() ? found.group(1) : null;
  }

  /** Without what stands around values that are written as a list or quoted. */
  private static @Nullable String bare(@Nullable String value) {
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

  /** One octet (SMPP v3.4, 5.3.2.35); seen as a longer number and as a digit too. */
  private static @Nullable Integer stateNumber(byte @Nullable [] parameter) {
    if (parameter == null || parameter.length == 0) {
      return null;
    }
    for (byte octet : parameter) {
      if (octet != 0) {
        int number = octet & 0xFF;
        return number >= '0' && number <= '9' ? number - '0' : number;
      }
    }
    return 0;
  }

  /** A number that nobody has listed says less than a word. */
  private static boolean isListed(int number) {
    return number == STATE_UNKNOWN || ofNumber(number) != ReceiptOutcome.UNKNOWN;
  }

  private static @Nullable String cString(byte @Nullable [] octets) {
    return octets == null ? null : MessageIdForms.cleaned(DeliverSmText.receipt(octets, 0));
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
    String clean = DeliverSmText.printable(error);
    return clean.substring(0, Math.min(clean.length(), MAX_ERROR_CHARACTERS));
  }

  private static ReceiptOutcome ofWord(String stat) {
    String word = LETTERS_ONLY.matcher(stat.toUpperCase(Locale.ROOT)).replaceAll("");
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
  private static ReceiptOutcome ofNumber(int state) {
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
