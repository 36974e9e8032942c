package dev.notifier.local.chaos.posting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The recipients whose number the SMSC treats badly for the whole run, one of five ways. A few
 * events in a thousand are for such a number. No other event has a number of their prefixes.
 */
public enum MarkedNumber {
  ALWAYS_THROTTLED(1, "number always 0x58", "'fault':'refuse','status':'0x58'"),
  NEVER_ANSWERED(2, "number without response", "'fault':'silence'"),
  ALWAYS_QUEUE_FULL(3, "number always 0x14", "'fault':'refuse','status':'0x14'"),
  ALWAYS_SYSTEM_ERROR(4, "number always 0x08", "'fault':'refuse','status':'0x08'"),
  UNKNOWN(5, "number always 0x0B", "'fault':'refuse','status':'0x0B'");

  /** Of this many events in a row, one is for a number of each kind. */
  public static final int EVERY = 500;

  /** Condition of PostgreSQL on a column named phone. */
  public static final String SQL = "phone ~ '^\\+849(77|14)[1-5]'";

  private static final int OFFSET = 7;
  private static final int STEP = EVERY / values().length;
  private static final int TAIL_VALUES = 100_000;

  private final int digit;
  private final String label;
  private final String fault;

  /**
   * @param digit which follows the prefix of the numbers, from 1
   */
  MarkedNumber(int digit, String label, String fault) {
    this.digit = digit;
    this.label = label;
    this.fault = fault;
  }

  /** The name in the verdict. */
  public String label() {
    return label;
  }

  /** The kind of number to which the event of this index goes; empty for most. */
  public static Optional<MarkedNumber> of(int index) {
    return Arrays.stream(values()).filter(each -> index % EVERY == each.remainder()).findFirst();
  }

  /** A national number of this kind, of the first or the second route by turns. */
  public String phone(int index) {
    var round = index / EVERY;
    return String.format(
        Locale.ROOT, "%s%d%05d", round % 2 == 0 ? "0977" : "0914", digit, round % TAIL_VALUES);
  }

  /** How many of the first events are for numbers of this kind. */
  public int among(int events) {
    return Math.max(0, (events - remainder() + EVERY - 1) / EVERY);
  }

  /** The rules of the simulator for all kinds, with ' for ". */
  public static String rules() {
    return Arrays.stream(values()).map(MarkedNumber::rule).collect(Collectors.joining(","));
  }

  private String rule() {
    return "{" + fault + ",'to':'849(77|14)" + digit + "[0-9]{5}'}";
  }

  private int remainder() {
    return OFFSET + (digit - 1) * STEP;
  }
}
