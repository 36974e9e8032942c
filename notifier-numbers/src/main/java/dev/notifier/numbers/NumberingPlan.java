package dev.notifier.numbers;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.BitSet;

/**
 * The ranges that libphonenumber knows as given out. It decides on Vietnamese mobile numbers by
 * their first three digits, so it is asked once for each of them and not for each event.
 */
final class NumberingPlan {
  private static final int VIETNAM = 84;
  private static final int FIRST = 300;
  private static final int END = 1000;
  private static final long REST = 1_000_000;
  private static final long SAMPLE_REST = 345_678;

  private static final BitSet KNOWN = ask();

  private NumberingPlan() {}

  private static BitSet ask() {
    BitSet known = new BitSet(END);
    for (int range = FIRST; range < END; range++) {
      known.set(range, libraryKnows(range * REST + SAMPLE_REST));
    }
    return known;
  }

  static boolean libraryKnows(long nationalNumber) {
    PhoneNumber number =
        new PhoneNumber().setCountryCode(VIETNAM).setNationalNumber(nationalNumber);
    return PhoneNumberUtil.getInstance().isValidNumber(number);
  }

  /** Whether nine digits of a mobile number, from the given place on, lie in a known range. */
  static boolean contains(CharSequence digits, int from) {
    int range =
        100 * (digits.charAt(from) - '0')
            + 10 * (digits.charAt(from + 1) - '0')
            + (digits.charAt(from + 2) - '0');
    return KNOWN.get(range);
  }
}
