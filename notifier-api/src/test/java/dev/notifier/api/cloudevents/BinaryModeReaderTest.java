package dev.notifier.api.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryModeReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          plain        § plain
          a%20b        § a b
          %E2%82%AC    § €
          %F0%9F%98%80 § 😀
          100%25       § 100%
          %2525        § %25
          "quoted"     § quoted
          "a\\"b"      § a"b
          """)
  void decodesHeadersOnce(String header, String value) {
    assertThat(BinaryModeReader.decode(header)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%zz", "%C3%28", "é", "%ED%A0%80"})
  void rejectsInvalidEncodings(String header) {
    assertThat(BinaryModeReader.decode(header)).isNull();
  }
}
