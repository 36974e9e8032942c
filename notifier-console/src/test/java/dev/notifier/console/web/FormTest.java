package dev.notifier.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
