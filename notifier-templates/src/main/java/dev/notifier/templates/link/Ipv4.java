package dev.notifier.templates.link;

import java.util.Locale;
import java.util.Set;

/**
 * IPv4 addresses in dotted decimal notation (RFC 3986, section 3.2.2: numbers up to 255 without
 * leading zeros).
 *
 * <p>Amounts before a currency ({@code 1.200.150.100 đ}) and numbered paragraphs ({@code 1.2.3.4})
 * are none, unless a path or port follows.
 */
final class Ipv4 {
  private static final int NONE = -1;
  private static final int PARTS = 4;
  private static final int MAX_DIGITS = 3;
  private static final int MAX_PART = 255;

  /**
   * Addresses of this form that people know repeat a digit ({@code 8.8.8.8}); no document has that
   * many paragraphs on each of four levels.
   */
  private static final char MIN_REPEATED_DIGIT = '5';

  private static final Set<String> CURRENCIES =
      Set.of("đ", "d", "đồng", "dong", "vnd", "vnđ", "₫", "usd");

  private Ipv4() {}

  /** Returns where the last number of the address starts whose first dot is here, or -1. */
  static int lastPart(LinkText text, int dot) {
    int from = dot;
    while (text.isDigit(from - 1)) {
      from--;
    }
    int end = endOfPart(text, from);
    if (end != dot || text.at(from - 1) == '.' || text.isLetterOrDigitBefore(from)) {
      return NONE;
    }
    boolean singleDigits = end - from == 1;
    boolean groups = true;
    for (int part = 1; part < PARTS; part++) {
      from = end + 1;
      end = text.at(end) == '.' ? endOfPart(text, from) : NONE;
      if (end == NONE) {
        return NONE;
      }
      singleDigits &= end - from == 1;
      groups &= end - from == MAX_DIGITS;
    }
    return isContinued(text, end) || isOrdinary(text, end, singleDigits, groups) ? NONE : from;
  }

  private static boolean isContinued(LinkText text, int end) {
    return text.isLetterOrDigitAt(end) || (text.at(end) == '.' && text.isLetterOrDigitAt(end + 1));
  }

  private static boolean isOrdinary(LinkText text, int end, boolean singleDigits, boolean groups) {
    HostEnd after = HostEnd.of(text, end);
    boolean port = text.at(end) == ':' && text.isDigit(end + 1);
    boolean paragraph = singleDigits && !isRepeatedDigit(text, end) && after != HostEnd.LINK;
    return !port && (paragraph || (groups && after == HostEnd.BARE && isBeforeCurrency(text, end)));
  }

  private static boolean isRepeatedDigit(LinkText text, int end) {
    char digit = text.at(end - 1);
    boolean repeated = digit >= MIN_REPEATED_DIGIT;
    for (int part = 1; part < PARTS; part++) {
      repeated &= text.at(end - 1 - 2 * part) == digit;
    }
    return repeated;
  }

  private static boolean isBeforeCurrency(LinkText text, int end) {
    int start = end;
    while (start < text.length() && (!text.isVisible(start) || text.at(start) == '(')) {
      start++;
    }
    int wordEnd = text.at(start) == '₫' ? start + 1 : text.labelEnd(start);
    return CURRENCIES.contains(text.substring(start, wordEnd).toLowerCase(Locale.ROOT));
  }

  /** Returns where the number that starts here ends, or -1 if it is no part of an address. */
  private static int endOfPart(LinkText text, int start) {
    int end = start;
    int number = 0;
    while (end - start < MAX_DIGITS && text.isDigit(end)) {
      number = number * 10 + (text.at(end) - '0');
      end++;
    }
    boolean valid =
        end > start
            && number <= MAX_PART
            && (text.at(start) != '0' || end - start == 1)
            && !text.isDigit(end);
    return valid ? end : NONE;
  }
}
