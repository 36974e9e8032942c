package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a receipt is written; what is left out is as in {@link #USUAL}.
 *
 * @param esmClass of the deliver_sm, 1..255; 0x04 = receipt, 0x20 = intermediate notification
 */
public record ReceiptWording(
    Layout layout, Dates dates, Letters stat, Coding coding, int esmClass) {
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
  public enum Dates {
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

    Dates(String pattern, long stepMs) {
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
  public enum Letters {
    UPPER,
    LOWER
  }

  /** The data_coding of the text: 0, or 8. */
  public enum Coding {
    ASCII,
    UCS2
  }

  private static final int ESM_CLASS_RECEIPT = 0x04;

  public static final ReceiptWording USUAL =
      new ReceiptWording(
          Layout.STANDARD, Dates.MINUTES, Letters.UPPER, Coding.ASCII, ESM_CLASS_RECEIPT);

  public ReceiptWording {
    layout = layout == null ? Layout.STANDARD : layout;
    dates = dates == null ? Dates.MINUTES : dates;
    stat = stat == null ? Letters.UPPER : stat;
    coding = coding == null ? Coding.ASCII : coding;
    Numbers.checkRange("wording.esmClass", esmClass, 255);
    esmClass = esmClass == 0 ? ESM_CLASS_RECEIPT : esmClass;
  }
}
