package dev.notifier.kafka.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.kafka.clients.RecordSignatures;
import dev.notifier.kafka.table.SignatureCheck.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records that were signed at known times. */
class SignatureCheckTest {
  private static final String TOPIC = "topic";
  private static final String SECRET = "the privacy key of all programs";

  private final RecordSignatures reader = at(5_000);
  private final SignatureCheck check = new SignatureCheck(TOPIC, Optional.of(reader));
  private final ConsumerRecord<byte[], byte[]> first = record(at(1_000), "a", "1");
  private final ConsumerRecord<byte[], byte[]> deletion = record(at(2_000), "a", null);

  @Test
  void whatWasDeletedIsNotRestoredByItsOwnRecord() {
    assertThat(check.check("a", first)).isEqualTo(Verdict.OURS);
    assertThat(check.check("a", deletion)).isEqualTo(Verdict.OURS);

    assertThat(check.check("a", first)).isEqualTo(Verdict.OUTDATED);
    assertThat(check.rejected()).isOne();
    assertThat(check.check("b", record(at(1_000), "b", "1"))).isEqualTo(Verdict.OURS);
  }

  @Test
  void aKeyCanBeUsedAgainAfterItsDeletion() {
    check.check("a", first);
    check.check("a", deletion);

    assertThat(check.check("a", record(at(2_000), "a", "2"))).isEqualTo(Verdict.OURS);
    assertThat(check.check("a", record(at(3_000), "a", "3"))).isEqualTo(Verdict.OURS);
    assertThat(check.check("a", first)).isEqualTo(Verdict.OUTDATED);
    assertThat(check.check("a", deletion)).isEqualTo(Verdict.OUTDATED);
  }

  @Test
  void aTopicThatIsReadAgainIsAcceptedAgain() {
    check.check("a", first);
    check.check("a", deletion);
    check.restart();

    assertThat(check.check("a", first)).isEqualTo(Verdict.OURS);
    assertThat(check.check("a", deletion)).isEqualTo(Verdict.OURS);
  }

  /** A program that has read the records of the others signs later ones, whatever its clock. */
  @Test
  void recordsOfAProgramWhoseClockIsBehindAreAccepted() {
    RecordSignatures behind = at(500);
    SignatureCheck itsCheck = new SignatureCheck(TOPIC, Optional.of(behind));
    check.check("a", first);
    itsCheck.check("a", first);

    ConsumerRecord<byte[], byte[]> itsDeletion = record(behind, "a", null);
    assertThat(check.check("a", itsDeletion)).isEqualTo(Verdict.OURS);
    assertThat(check.check("a", record(behind, "a", "2"))).isEqualTo(Verdict.OURS);
    assertThat(check.check("a", first)).isEqualTo(Verdict.OUTDATED);
    assertThat(check.rejected()).isOne();
  }

  private static RecordSignatures at(long millis) {
    return RecordSignatures.of(SECRET, Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      RecordSignatures signatures, String key, @Nullable String value) {
    byte @Nullable [] bytes = value == null ? null : bytes(value);
    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(TOPIC, 0, 0, bytes(key), bytes);
    record.headers().add(signatures.sign(TOPIC, bytes(key), bytes));
    return record;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
