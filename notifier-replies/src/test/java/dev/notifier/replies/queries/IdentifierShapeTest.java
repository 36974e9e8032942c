package dev.notifier.replies.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierShapeTest {
  @ParameterizedTest
  @CsvSource({
    "A{2}[1-5]9{12}, HC4010110129425, true",
    "A{2}[1-5]9{12}, HC6010110129425, false",
    "A{2}[1-5]9{12}, H14010110129425, false",
    "9{10}, 0110129425, true",
    "9{10}, 011012942, false",
    "9{10}, 01101294255, false",
    "'X{6,32}', QW18013, true",
    "'X{6,32}', QWERTY, false",
    "'X{6,32}', QW180, false",
    "A9X, B2C, true",
    "A9X, B22, true",
  })
  void matchesEachCharacter(String shape, String identifier, boolean matches) {
    assertThat(IdentifierShape.parse(shape).matches(identifier)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "9{10}, O110129425, 0110129425",
    "9{10}, OIl0129425, ",
    "9{10}, OIL0129425, 0110129425",
    "A{2}[1-5]9{12}, HCI010110129425, HC1010110129425",
    "A{2}[1-5]9{12}, OO4O10110129425, OO4010110129425",
    "9{10}, S110129425, ",
  })
  void repairsDigitsOnly(String shape, String identifier, String repaired) {
    assertThat(IdentifierShape.parse(shape).repair(identifier).orElse(null)).isEqualTo(repaired);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "B", "9{", "9{0}", "9{3,2}", "A9{2,3}", "9{41}", "9{2,3}A", "[5-1", "a"})
  void rejectsOtherNotations(String shape) {
    assertThatThrownBy(() -> IdentifierShape.parse(shape))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLayoutNeedsAPlaceForEachCharacter() {
    IdentifierShape shape = IdentifierShape.parse("9{3}");

    assertThat(new IdentifierForm("code", shape, "#.#/#", false).write("123")).isEqualTo("1.2/3");
    assertThatThrownBy(() -> new IdentifierForm("code", shape, "##", false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
