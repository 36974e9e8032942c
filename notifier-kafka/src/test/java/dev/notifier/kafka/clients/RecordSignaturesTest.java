package dev.notifier.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSignaturesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-12-01T01:00:00Z"), ZoneOffset.UTC);

  private final RecordSignatures signatures = RecordSignatures.of("a privacy key of tests", CLOCK);
  private final Header header = signatures.sign("topic", bytes("key"), bytes("value"));

  @Test
  void theRecordThatWasSignedHasItsTime() {
    assertThat(publishedAt(signatures, "topic", "key", "value", header)).isEqualTo(CLOCK.millis());
    assertThat(
            publishedAt(
                RecordSignatures.of("a privacy key of tests", Clock.systemUTC()),
                "topic",
                "key",
                "value",
                header))
        .isEqualTo(CLOCK.millis());
  }

  @Test
  void anyOtherRecordHasNone() {
    assertThat(publishedAt(signatures, "topic2", "key", "value", header)).isNull();
    assertThat(publishedAt(signatures, "topic", "key2", "value", header)).isNull();
    assertThat(publishedAt(signatures, "topic", "key", "value2", header)).isNull();
    assertThat(publishedAt(signatures, "topic", "key", "", header)).isNull();
    assertThat(publishedAt(signatures, "topic", "key", null, header)).isNull();
    assertThat(publishedAt(signatures, "topicke", "y", "value", header)).isNull();
    assertThat(publishedAt(signatures, "topic", "keyv", "alue", header)).isNull();
    RecordSignatures others = RecordSignatures.of("another privacy key", CLOCK);
    assertThat(publishedAt(others, "topic", "key", "value", header)).isNull();
  }

  @Test
  void aDeletionIsNoEmptyValue() {
    Header deletion = signatures.sign("topic", bytes("key"), null);

    assertThat(publishedAt(signatures, "topic", "key", null, deletion)).isNotNull();
    assertThat(publishedAt(signatures, "topic", "key", "", deletion)).isNull();
  }

  @Test
  void everyChangedByteOfTheHeaderIsNoticed() {
    byte[] right = header.value();
    for (int i = 0; i < right.length; i++) {
      byte[] changed = right.clone();
      changed[i] ^= 1;
      assertThat(publishedAt(changed)).as("byte %d", i).isNull();
    }
    for (int length = 0; length < right.length; length++) {
      assertThat(publishedAt(Arrays.copyOf(right, length))).isNull();
    }
    assertThat(publishedAt(Arrays.copyOf(right, right.length + 1))).isNull();
    assertThat(signatures.publishedAt("topic", bytes("key"), bytes("value"), new RecordHeaders()))
        .isNull();
    assertThat(
            publishedAt(
                signatures,
                "topic",
                "key",
                "value",
                new RecordHeader(RecordSignatures.HEADER, (byte[]) null)))
        .isNull();
  }

  /**
   * Computed once with Python's hmac module: a change would make all records of a topic foreign.
   */
  @Test
  void theSignatureStaysTheSameInLaterReleases() {
    assertThat(HexFormat.of().formatHex(header.value()))
        .isEqualTo(
            "01000001a22f1d9e80c59030b5e9c4436fc6bcffde322ed121de8bf8d2251d08f0d85d0f94eda07498");
  }

  private @Nullable Long publishedAt(byte[] signature) {
    return publishedAt(
        signatures, "topic", "key", "value", new RecordHeader(RecordSignatures.HEADER, signature));
  }

  private static @Nullable Long publishedAt(
      RecordSignatures signatures,
      String topic,
      String key,
      @Nullable String value,
      Header signature) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(signature);
    return signatures.publishedAt(topic, bytes(key), value == null ? null : bytes(value), headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
