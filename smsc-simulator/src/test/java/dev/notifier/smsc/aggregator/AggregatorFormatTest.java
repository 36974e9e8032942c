package dev.notifier.smsc.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregatorFormatTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("```yaml\n(aggregators:.*?)```", Pattern.DOTALL);

  @Test
  void theExampleOfTheReadmeIsValid() throws IOException {
    var readme = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
    assertThat(readme.find()).isTrue();
    Aggregator aggregator = AggregatorFormat.fromYaml(readme.group(1)).getFirst();
    assertThat(aggregator.addresses()).containsExactly("8079");
    assertThat(aggregator.parameters()).hasSize(7);
    assertThat(aggregator.toString()).doesNotContain(aggregator.signature().secret());
  }

  @Test
  void missingKeysHaveDefaults() {
    Aggregator aggregator =
        AggregatorFormat.fromYaml("aggregators: [{ addresses: [1], url: 'http://h/in' }]")
            .getFirst();
    assertThat(aggregator.preferred()).isTrue();
    assertThat(aggregator.success()).isEqualTo("OK");
    assertThat(aggregator.signature()).isEqualTo(Aggregator.Signature.NONE);
    assertThat(AggregatorFormat.fromYaml("aggregators:")).isEmpty();
  }

  @Test
  void pausesDoubleUpToAMinute() {
    Aggregator aggregator =
        AggregatorFormat.fromYaml("aggregators: [{ addresses: [1], url: 'http://h/in' }]")
            .getFirst();
    assertThat(List.of(1, 2, 3, 7, 50).stream().map(aggregator::pauseMs))
        .containsExactly(1_000L, 2_000L, 4_000L, 60_000L, 60_000L);
  }

  /** RFC 4231, test case 2, and RFC 1321, A.5. */
  @Test
  void valuesAreSigned() {
    assertThat(
            AggregatorSignature.of(
                new Aggregator.Signature("hmac-sha256", "Jefe", List.of("a", "b"), " "),
                Map.of("a", "what do ya want", "b", "for nothing?")))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assertThat(
            AggregatorSignature.of(
                new Aggregator.Signature("MD5", "b", List.of("a", "secret", "c", "none"), ""),
                Map.of("a", "a", "c", "c")))
        .isEqualTo("900150983cd24fb0d6963f7d28e17f72");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url: 'http://h' | addresses must be 1 to 100",
        "addresses: [1] | url must begin with http",
        "addresses: [1], url: 'file:/x' | url must begin with http",
        "addresses: [1], url: 'http://h', parameters: { x: y } | parameters must be of",
        "addresses: [1], url: 'http://h', timeFormat: '{' | timeFormat must be a pattern",
        "addresses: [1], url: 'http://h', attempts: 101 | attempts must be 1 to 100",
        "addresses: [1], url: 'http://h', firstPauseMs: -1 | firstPauseMs must be 1 to 60000",
        "addresses: [1], url: 'http://h', signature: { algorithm: md5 } | the signature needs a secret",
        "addresses: [1], url: 'http://h', signature: { algorithm: sha1, secret: a } | algorithm must be",
        "addresses: [1], url: 'http://h', nope: 1 | see the README",
      })
  void aMistakeIsReported(String aggregator, String error) {
    assertThatThrownBy(() -> AggregatorFormat.fromYaml("aggregators: [{ " + aggregator + " }]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(error);
  }
}
