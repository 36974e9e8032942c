package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The layout and encoding of a receipt; a missing value is that of {@link #DEFAULT}.
 *
 * @param esmClass of the deliver_sm, 0..255; 0x04 = receipt, 0x20 = intermediate notification, 0 =
 *     an ordinary message
 */
public record ReceiptStyle(
    Layout layout, DateFormat dates, LetterCase stat, Encoding coding, Integer esmClass) {
  /** The fields of the text and their order. */
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
    REORDERED,
    /** text first, then the fields of SHORT. */
    @JsonProperty("text-first")
    TEXT_FIRST
  }

  /** The format of dates, in local time. */
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
    private final long resolutionMs;

    DateFormat(String pattern, long resolutionMs) {
      this.pattern = pattern;
      this.resolutionMs = resolutionMs;
    }

    public String pattern() {
      return pattern;
    }

    /** Returns the resolution of the format in milliseconds. */
    public long resolutionMs() {
      return resolutionMs;
    }
  }

  /** The case of the word after {@code stat:}. */
  public enum LetterCase {
    UPPER,
    LOWER
  }

  /** The encoding of the text: ASCII or GSM 7-bit septets with data_coding 0, or UCS-2 with 8. */
  public enum Encoding {
    ASCII,
    GSM7,
    UCS2
  }

  private static final int ESM_CLASS_RECEIPT = 0x04;

  public static final ReceiptStyle DEFAULT =
      new ReceiptStyle(
          Layout.STANDARD, DateFormat.MINUTES, LetterCase.UPPER, Encoding.ASCII, ESM_CLASS_RECEIPT);

  public ReceiptStyle {
    layout = layout == null ? Layout.STANDARD : layout;
    dates = dates == null ? DateFormat.MINUTES : dates;
    stat = stat == null ? LetterCase.UPPER : stat;
    coding = coding == null ? Encoding.ASCII : coding;
    esmClass = esmClass == null ? ESM_CLASS_RECEIPT : esmClass;
    Ranges.checkRange("style.esmClass", esmClass, 255);
  }
}
