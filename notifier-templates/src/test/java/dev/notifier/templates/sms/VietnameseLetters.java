package dev.notifier.templates.sms;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Stream;

/** The 134 Vietnamese letters with diacritics, composed from their parts. */
public final class VietnameseLetters {
  private static final String TONES = "\u0300\u0301\u0303\u0309\u0323";

  private VietnameseLetters() {}

  public static Stream<String> all() {
    return Stream.of(true, false).flatMap(VietnameseLetters::ofCase);
  }

  private static Stream<String> ofCase(boolean upper) {
    Stream<String> plain = toned("aeiouy");
    Stream<String> withDiacritics = Stream.of("ă", "â", "ê", "ô", "ơ", "ư", "đ");
    Stream<String> both =
        Stream.of(plain, withDiacritics, toned("ăâêôơư")).flatMap(letters -> letters);
    return upper ? both.map(letter -> letter.toUpperCase(Locale.ROOT)) : both;
  }

  private static Stream<String> toned(String vowels) {
    return vowels
        .chars()
        .boxed()
        .flatMap(vowel -> TONES.chars().mapToObj(tone -> "" + (char) (int) vowel + (char) tone))
        .map(letter -> Normalizer.normalize(letter, Normalizer.Form.NFC));
  }
}
