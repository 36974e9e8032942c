package dev.notifier.smsc.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberSpellingTest {
  @ParameterizedTest
  @CsvSource({
    "84912345678, 84912345678",
    "+84912345678, 84912345678",
    "0084912345678, 84912345678",
    "0912345678, 84912345678",
    "' 84 912 345 678', 84912345678",
    "0912.345-678, 84912345678",
    "(024) 3825 1234, 842438251234",
    "9029, 9029",
    "018001234, 8418001234",
    "+85512345678, 85512345678",
    "BHXH-VN, BHXH-VN",
    "'', ''",
  })
  void allSpellingsOfANumberAreTheSame(String address, String international) {
    assertThat(NumberSpelling.international(address)).isEqualTo(international);
  }
}
