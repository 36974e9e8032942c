package dev.notifier.worker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.wire.RecordFormats;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Journal records with receipts that are too large for Kafka. */
class JournalRecordSplitterTest {
  @Test
  void receiptsFollowTheCheckpointAndTheResponsesInTheirOrder() {
    JournalRecord entry = entry(3_000, 1_000, 3_000);

    List<JournalRecord> parts = JournalRecordSplitter.split(entry);

    assertThat(parts).hasSizeGreaterThan(4);
    assertThat(parts)
        .allSatisfy(part ->
            assertThat(RecordFormats.JOURNAL.encode(part).length)
                .isLessThanOrEqualTo(JournalRecordSplitter.MAX_BYTES));
    assertThat(parts.stream().flatMap(part -> part.receipts().stream()))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(entry.receipts());
    assertThat(parts.stream().flatMap(part -> part.responses().stream()))
        .containsExactlyElementsOf(entry.responses());
    int firstReceipts = first(parts, part -> !part.receipts().isEmpty());
    assertThat(parts.subList(firstReceipts + 1, parts.size()))
        .allMatch(part -> part.responses().isEmpty() && part.intents().isEmpty());
    assertThat(parts.subList(1, parts.size())).allMatch(part -> part.checkpoint() == null);
    JournalState recovered = new JournalState();
    parts.forEach(recovered::apply);
    assertThat(recovered.pending()).containsExactlyElementsOf(entry.checkpoint());
  }

  /** The largest receipts that SMPP allows: 64 KiB would be a message_payload. */
  @Test
  void largeReceiptsArePartsOfTheirOwn() {
    List<InboundRecord> receipts =
        IntStream.range(0, 20).mapToObj(i -> receipt(i, Map.of("0424", new byte[65_535]))).toList();
    JournalRecord entry = entry(0, 1, receipts);

    List<JournalRecord> parts = JournalRecordSplitter.split(entry);

    assertThat(parts).hasSizeGreaterThan(2);
    assertThat(parts)
        .allSatisfy(part ->
            assertThat(RecordFormats.JOURNAL.encode(part).length)
                .isLessThanOrEqualTo(JournalRecordSplitter.MAX_BYTES));
    assertThat(parts.stream().flatMap(part -> part.receipts().stream()))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(receipts);
  }

  private static int first(List<JournalRecord> parts, Predicate<JournalRecord> matches) {
    return IntStream.range(0, parts.size())
        .filter(i -> matches.test(parts.get(i)))
        .findFirst()
        .orElseThrow();
  }

  private static JournalRecord entry(int pending, int responses, int receipts) {
    return entry(
        pending,
        responses,
        IntStream.range(0, receipts).mapToObj(i -> receipt(i, Map.of())).toList());
  }

  private static JournalRecord entry(int pending, int responses, List<InboundRecord> receipts) {
    return new JournalRecord(
        JournalRecord.VERSION,
        "a",
        0,
        List.of(),
        IntStream.range(0, responses).mapToObj(JournalRecordSplitterTest::response).toList(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(Lane.BULK, 77L),
        false,
        IntStream.range(0, pending).mapToObj(JournalRecordSplitterTest::intent).toList(),
        receipts);
  }

  private static SubmitIntent intent(int number) {
    return new SubmitIntent(
        1_000_000 + number, segment(number), 1, 1, false, false, Lane.BULK, number);
  }

  private static Response response(int number) {
    return new Response(
        number,
        segment(5_000_000 + number),
        1,
        1,
        false,
        Outcome.ACCEPTED,
        0,
        "A" + number,
        null,
        0,
        40,
        "+84912345678");
  }

  private static InboundRecord receipt(int number, Map<String, byte[]> tlvs) {
    byte[] text =
        "id:%08d stat:DELIVRD".formatted(number).repeat(10).getBytes(StandardCharsets.US_ASCII);
    return new InboundRecord(
        InboundRecord.VERSION, "a", 0, 4, 0, "84912345678", "BHXHVN", text, tlvs, Instant.EPOCH);
  }

  private static SegmentId segment(int number) {
    return new SegmentId(new UUID(1, number), 1);
  }
}
