package dev.notifier.api.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderFormTest {
  private static Optional<ProviderForm> parse(String text) {
    return ProviderForm.parse(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1 | 1",
        "b=2&a=1 | 1",
        "&&a=1&& | 1",
        "a=x+y%20z | x y z",
        "a=%2B84 | +84",
        "a=b=c | b=c",
        "a=Xin%20ch%C3%A0o | Xin chào",
        "a=%f0%9f%99%82 | 🙂",
        "%61=1 | 1",
      })
  void aValueIsDecoded(String form, String value) {
    assertThat(parse(form).orElseThrow().value("a")).isEqualTo(value);
  }

  @Test
  void aTextHasLines() {
    assertThat(parse("a=1%0D%0A2").orElseThrow().value("a")).isEqualTo("1\r\n2");
  }

  @Test
  void aMissingValueIsEmpty() {
    ProviderForm form = parse("a&b=").orElseThrow();
    assertThat(form.has("a")).isTrue();
    assertThat(form.value("a")).isEmpty();
    assertThat(form.value("b")).isEmpty();
    assertThat(form.has("c")).isFalse();
    assertThat(form.value("c")).isEmpty();
    assertThat(parse("")).isPresent();
  }

  @Test
  void aNameThatOccursTwiceIsNoted() {
    ProviderForm form = parse("a=1&%61=2&b=3").orElseThrow();
    assertThat(form.isRepeated("a")).isTrue();
    assertThat(form.isRepeated("b")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%C3", "a=%ff", "a=\u00e0", "%ff=1", "a=%+1"})
  void whatIsNoTextIsRefused(String form) {
    assertThat(parse(form)).isEmpty();
  }

  @Test
  void theNumberOfParametersIsLimited() {
    assertThat(parse("a=1&".repeat(50))).isPresent();
    assertThat(parse("a=1&".repeat(51))).isEmpty();
  }
}
