package dev.notifier.contracts.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.RecordJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CancellationRecordTest {
  private static final Instant AT = Instant.parse("2026-12-01T08:00:00.123456Z");
  private static final UUID ID = UUID.fromString("0193807a-5f3c-7b21-9c44-1f0e8a6d2b57");

  @Test
  void aFilterIsReadAsItWasWritten() {
    CancellationRecord record =
        CancellationRecord.of(
            ID,
            "son-la",
            AT,
            new CancellationFilter("k1", "/tst", "type", "template", "group", AT, null));

    assertThat(read(record)).isEqualTo(record);
    assertThat(record.digests()).isEmpty();
  }

  @Test
  void aListIsReadAsItWasWrittenAndFitsIntoARecord() {
    List<UUID> digests =
        IntStream.range(0, CancellationRecord.MAX_EVENTS)
            .mapToObj(i -> EventDigest.of("son-la", "/tst", "" + i))
            .toList();
    CancellationRecord record = CancellationRecord.of(ID, "son-la", AT, digests);

    assertThat(read(record).digests()).isEqualTo(digests);
    assertThat(RecordJson.write(record)).hasSizeLessThan(220_000);
  }

  @Test
  void aRuleWithoutValuesIsNotUsed() {
    assertThat(decode(new CancellationRecord(1, ID, "son-la", AT, null, null)))
        .isInstanceOf(Decoded.Unreadable.class);
    CancellationFilter everything = new CancellationFilter(null, null, null, null, null, AT, AT);
    assertThat(decode(CancellationRecord.of(ID, "son-la", AT, everything)))
        .isInstanceOf(Decoded.Unreadable.class);
  }

  private static CancellationRecord read(CancellationRecord record) {
    return ((Decoded.Complete<CancellationRecord>) decode(record)).record();
  }

  private static Decoded<CancellationRecord> decode(CancellationRecord record) {
    return CancellationRecord.FORMAT.decode(RecordJson.write(record));
  }
}
