package dev.notifier.numbers;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts 11-digit mobile numbers to 10 digits, as in 2018; the last seven digits are kept. */
final class ElevenDigitConversion {
  private static final int OLD_LENGTH = 10;
  private static final int PREFIX_LENGTH = 3;

  // Without the leading 0, in this order: Viettel, MobiFone, VinaPhone, Vietnamobile, Gmobile.
  private static final Map<String, String> PREFIXES =
      Map.ofEntries(
          Map.entry("162", "32"),
          Map.entry("163", "33"),
          Map.entry("164", "34"),
          Map.entry("165", "35"),
          Map.entry("166", "36"),
          Map.entry("167", "37"),
          Map.entry("168", "38"),
          Map.entry("169", "39"),
          Map.entry("120", "70"),
          Map.entry("121", "79"),
          Map.entry("122", "77"),
          Map.entry("126", "76"),
          Map.entry("128", "78"),
          Map.entry("123", "83"),
          Map.entry("124", "84"),
          Map.entry("125", "85"),
          Map.entry("127", "81"),
          Map.entry("129", "82"),
          Map.entry("186", "56"),
          Map.entry("188", "58"),
          Map.entry("199", "59"));

  private ElevenDigitConversion() {}

  /**
   * Returns the nine digits of the current number, or null if the ten given digits (without the
   * leading 0) are not an old mobile number.
   */
  static @Nullable String convert(String national) {
    if (national.length() != OLD_LENGTH) {
      return null;
    }
    String prefix = PREFIXES.get(national.substring(0, PREFIX_LENGTH));
    return prefix == null ? null : prefix + national.substring(PREFIX_LENGTH);
  }
}
