package dev.notifier.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
  @Test
  void readsFieldsAsABrowserSendsThem() {
    Form form = Form.parse("name=L%C3%B2+Th%E1%BB%8B+Mai&text=a%0D%0Ab&empty=&box=1&box=2&button");

    assertThat(form.text("name")).isEqualTo("Lò Thị Mai");
    assertThat(form.raw("text")).isEqualTo("a\nb");
    assertThat(form.optional("empty")).isNull();
    assertThat(form.all("box")).containsExactly("1", "2");
    assertThat(form.has("button")).isTrue();
    assertThat(form.text("missing")).isEmpty();
  }

  @Test
  void anEmptyBodyIsAFormWithoutFields() {
    assertThat(Form.parse("").has("")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"2000,2000", "2.000,2000", "'2,000,000',2000000", "1 234 567,1234567", "0,0"})
  void readsNumbersInGroups(String typed, long number) {
    Form form = Form.of(Map.of("n", List.of(typed)));
    assertThat(form.number("n")).isEqualTo(number);
    assertThat(form.isNoNumber("n")).isFalse();
  }

  /** Without their separators, these would be other numbers. */
  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1,50", "2.0000", "1.000.50", ".500", "-5", "many", "1e3"})
  void takesNoOtherNumberForAWholeOne(String typed) {
    Form form = Form.of(Map.of("n", List.of(typed)));
    assertThat(form.number("n")).isNull();
    assertThat(form.isNoNumber("n")).isTrue();
    assertThat(form.isNoNumber("missing")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%zz", "%=1"})
  void refusesWhatIsNotEncoded(String text) {
    assertThatThrownBy(() -> Form.parse(text)).isInstanceOf(BadFormException.class);
  }

  @Test
  void refusesMoreFieldsThanAPageHas() {
    assertThatThrownBy(() -> Form.parse("a=1&".repeat(Form.MAX_FIELDS + 1)))
        .isInstanceOf(BadFormException.class);
  }
}
