package dev.notifier.numbers;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.BitSet;

/**
 * The number ranges that libphonenumber knows as assigned. The library decides on Vietnamese mobile
 * numbers by their first three digits, so it is called once per range instead of once per event.
 */
final class NumberingPlan {
  private static final int VIETNAM = 84;
  private static final int FIRST = 300;
  private static final int END = 1000;
  private static final long RANGE_SIZE = 1_000_000;
  private static final long SAMPLE = 345_678;

  private static final BitSet KNOWN = knownRanges();

  private NumberingPlan() {}

  private static BitSet knownRanges() {
    BitSet known = new BitSet(END);
    for (int range = FIRST; range < END; range++) {
      known.set(range, isKnownToLibrary(range * RANGE_SIZE + SAMPLE));
    }
    return known;
  }

  static boolean isKnownToLibrary(long nationalNumber) {
    PhoneNumber number =
        new PhoneNumber().setCountryCode(VIETNAM).setNationalNumber(nationalNumber);
    return PhoneNumberUtil.getInstance().isValidNumber(number);
  }

  /** Whether the nine digits of a mobile number are in a known range. */
  static boolean contains(CharSequence digits) {
    int range =
        100 * (digits.charAt(0) - '0') + 10 * (digits.charAt(1) - '0') + (digits.charAt(2) - '0');
    return KNOWN.get(range);
  }
}
