package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a receipt is written; what is left out is as in {@link #USUAL}.
 *
 * @param esmClass of the deliver_sm, 1..255; 0x04 = receipt, 0x20 = intermediate notification
 */
public record ReceiptStyle(
    Layout layout, DateFormat dates, LetterCase stat, Encoding coding, int esmClass) {
  /** Which fields the text has, and in what order. */
  public enum Layout {
    /** id sub dlvrd submit date, done date, stat err text (SMPP 3.4, appendix B). */
    @JsonProperty("standard")
    STANDARD,
    /** Without sub and dlvrd. */
    @JsonProperty("short")
    SHORT,
    /** Without sub, dlvrd and text. */
    @JsonProperty("bare")
    BARE,
    /** sub first, id after it, stat at the end. */
    @JsonProperty("reordered")
    REORDERED
  }

  /** How dates are written; local time. */
  public enum DateFormat {
    @JsonProperty("yyMMddHHmm")
    MINUTES("yyMMddHHmm", 60_000),
    @JsonProperty("yyMMddHHmmss")
    SECONDS("yyMMddHHmmss", 1_000),
    @JsonProperty("yyyyMMddHHmm")
    YEAR_MINUTES("yyyyMMddHHmm", 60_000),
    @JsonProperty("yyyyMMddHHmmss")
    YEAR_SECONDS("yyyyMMddHHmmss", 1_000);

    private final String pattern;
    private final long stepMs;

    DateFormat(String pattern, long stepMs) {
      this.pattern = pattern;
      this.stepMs = stepMs;
    }

    public String pattern() {
      return pattern;
    }

    /** How long a text stays right. */
    public long stepMs() {
      return stepMs;
    }
  }

  /** How the word after {@code stat:} is written. */
  public enum LetterCase {
    UPPER,
    LOWER
  }

  /** The data_coding of the text: 0, or 8. */
  public enum Encoding {
    ASCII,
    UCS2
  }

  private static final int ESM_CLASS_RECEIPT = 0x04;

  public static final ReceiptStyle USUAL =
      new ReceiptStyle(
          Layout.STANDARD, DateFormat.MINUTES, LetterCase.UPPER, Encoding.ASCII, ESM_CLASS_RECEIPT);

  public ReceiptStyle {
    layout = layout == null ? Layout.STANDARD : layout;
    dates = dates == null ? DateFormat.MINUTES : dates;
    stat = stat == null ? LetterCase.UPPER : stat;
    coding = coding == null ? Encoding.ASCII : coding;
    Ranges.checkRange("wording.esmClass", esmClass, 255);
    esmClass = esmClass == 0 ? ESM_CLASS_RECEIPT : esmClass;
  }
}
