package dev.notifier.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecipientKeyTest {
  private static final byte[] SECRET =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final MobileNumber NUMBER = new MobileNumber("+84912345678");

  private final RecipientKey key = new RecipientKey(SECRET);

  @Test
  void isTheFirstHalfOfAStandardHmac() {
    assertThat(key.of(NUMBER)).isEqualTo("a538549442bc57430465e70b76821563");
  }

  @Test
  void theBitsAreTheSame() {
    assertThat(key.bitsOf(NUMBER.e164()).toString().replace("-", "")).isEqualTo(key.of(NUMBER));
  }

  @Test
  void differsByNumberAndSecret() {
    byte[] other = SECRET.clone();
    other[0]++;
    assertThat(key.of(new MobileNumber("+84912345679"))).isNotEqualTo(key.of(NUMBER));
    assertThat(new RecipientKey(other).of(NUMBER)).isNotEqualTo(key.of(NUMBER));
  }

  @Test
  void aPersonHasAKeyOfTheSameFormInEachTenant() {
    assertThat(key.ofReference("a", "P-1")).matches("[0-9a-f]{32}");
    assertThat(
            List.of(
                key.ofReference("a", "P-1"),
                key.ofReference("a", "P-2"),
                key.ofReference("b", "P-1"),
                key.ofReference("aP", "-1"),
                key.ofReference("a", NUMBER.e164()),
                key.of(NUMBER)))
        .doesNotHaveDuplicates();
  }

  @Test
  void isTheSameOnAllThreads() {
    assertThat(
            IntStream.range(0, 20_000).parallel().mapToObj(i -> key.of(NUMBER)).distinct().toList())
        .containsExactly(key.of(NUMBER));
  }

  @Test
  void rejectsAShortSecret() {
    assertThatThrownBy(() -> new RecipientKey(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16");
  }
}
