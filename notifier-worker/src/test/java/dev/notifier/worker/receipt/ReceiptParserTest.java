package dev.notifier.worker.receipt;

import static dev.notifier.store.tracking.ReceiptOutcome.DELETED;
import static dev.notifier.store.tracking.ReceiptOutcome.DELIVERED;
import static dev.notifier.store.tracking.ReceiptOutcome.EXPIRED;
import static dev.notifier.store.tracking.ReceiptOutcome.IN_PROGRESS;
import static dev.notifier.store.tracking.ReceiptOutcome.REJECTED;
import static dev.notifier.store.tracking.ReceiptOutcome.UNDELIVERED;
import static dev.notifier.store.tracking.ReceiptOutcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.store.tracking.ReceiptOutcome;
import dev.notifier.worker.receipt.ReceiptCorpus.Sample;
import dev.notifier.worker.receipt.ReceiptParser.Receipt;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Parses the receipts of {@link ReceiptCorpus} and artificial ones. */
class ReceiptParserTest {
  private static final int RECEIPT = 0x04;
  private static final ZoneId HANOI = ZoneId.of("Asia/Ho_Chi_Minh");

  private static InboundRecord record(
      int esmClass, int dataCoding, byte[] bytes, Map<String, byte[]> tlvs) {
    return ReceiptCorpus.record(esmClass, dataCoding, bytes, tlvs);
  }

  private static Receipt parse(InboundRecord record) {
    return ReceiptParser.parse(record, HANOI);
  }

  private static Receipt text(String text) {
    return parse(record(RECEIPT, 0, ascii(text), Map.of()));
  }

  private static byte[] ascii(String text) {
    return ReceiptCorpus.bytes(text);
  }

  static List<Sample> samples() {
    return ReceiptCorpus.samples();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void parsesTheCorpus(Sample sample) {
    Receipt receipt = parse(sample.record());
    assertThat(receipt.id()).isEqualTo(sample.id());
    assertThat(receipt.state()).isEqualTo(sample.state());
    assertThat(receipt.error()).isEqualTo(sample.error());
    assertThat(receipt.doneAt()).isEqualTo(sample.doneAt());
  }

  @Test
  void theIdInTheTextIsKeptIfItDiffers() {
    Map<String, byte[]> tlvs = Map.of("001E", ascii("38601fa\0"));
    assertThat(parse(record(RECEIPT, 0, ascii("id:0059113978 stat:DELIVRD"), tlvs)).textId())
        .isEqualTo("0059113978");
    assertThat(parse(record(RECEIPT, 0, ascii("id:38601fa stat:DELIVRD"), tlvs)).textId()).isNull();
    assertThat(text("id:38601fa stat:DELIVRD").textId()).isNull();
  }

  @Test
  void bothDatesAreParsed() {
    Receipt receipt = text("id:1 submit date:2612010759 done date:261201080105 stat:DELIVRD");
    assertThat(receipt.submittedAt()).isEqualTo(Instant.parse("2026-12-01T00:59:00Z"));
    assertThat(receipt.doneAt()).isEqualTo(Instant.parse("2026-12-01T01:01:05Z"));
    assertThat(
            ReceiptParser.parse(
                    record(RECEIPT, 0, ascii("id:1 done date:2612010801"), Map.of()), null)
                .doneAt())
        .isNull();
  }

  @Test
  void knowsTheStateWords() {
    Map<String, ReceiptOutcome> words =
        Map.ofEntries(
            Map.entry("DELIVRD", DELIVERED),
            Map.entry("DELIVERED", DELIVERED),
            Map.entry("ENROUTE", IN_PROGRESS),
            Map.entry("ACCEPTD", IN_PROGRESS),
            Map.entry("ACKED", IN_PROGRESS),
            Map.entry("BUFFRED", IN_PROGRESS),
            Map.entry("BUFFERD", IN_PROGRESS),
            Map.entry("SCHEDULED", IN_PROGRESS),
            Map.entry("EXPIRED", EXPIRED),
            Map.entry("DELETED", DELETED),
            Map.entry("UNDELIV", UNDELIVERED),
            Map.entry("FAILED", UNDELIVERED),
            Map.entry("SKIPPED", UNDELIVERED),
            Map.entry("REJECTD", REJECTED),
            Map.entry("REJECTED", REJECTED),
            Map.entry("DND_FAIL", REJECTED),
            Map.entry("UNKNOWN", UNKNOWN),
            Map.entry("UNLISTED", UNKNOWN));
    words.forEach((word, state) -> {
      assertThat(text("id:1 stat:" + word).state()).as(word).isEqualTo(state);
      assertThat(text("id:1 stat:" + word).rawState()).isEqualTo(word);
    });
  }

  @ParameterizedTest
  @CsvSource({
    "0, IN_PROGRESS", "1, IN_PROGRESS", "2, DELIVERED", "3, EXPIRED", "4, DELETED",
    "5, UNDELIVERED", "6, IN_PROGRESS", "7, UNKNOWN", "8, REJECTED", "9, UNDELIVERED",
    "200, UNKNOWN"
  })
  void parsesParametersWithoutText(int messageState, ReceiptOutcome state) {
    Map<String, byte[]> tlvs =
        Map.of(
            "001E", ascii("38601fa\0"),
            "0427", new byte[] {(byte) messageState},
            "0423", new byte[] {3, 1, 2});
    Receipt receipt = parse(record(RECEIPT, 0, new byte[0], tlvs));
    assertThat(receipt.id()).isEqualTo("38601fa");
    assertThat(receipt.state()).isEqualTo(state);
    assertThat(receipt.error()).isEqualTo("3/258");
  }

  @Test
  void emptyParametersAreIgnored() {
    Map<String, byte[]> tlvs =
        Map.of("001E", new byte[] {0}, "0427", new byte[0], "0423", new byte[] {3});
    Receipt receipt = parse(record(RECEIPT, 0, ascii("id:1 stat:DELIVRD err:7"), tlvs));
    assertThat(receipt)
        .isEqualTo(new Receipt("1", null, DELIVERED, "DELIVRD", "7", null, null, null));
  }

  @Test
  void anIntermediateNotificationWithTheReceiptBitIsAReceipt() {
    byte[] bytes = ascii("id:1A stat:UNDELIV err:006");
    assertThat(parse(record(0x24, 0, bytes, Map.of())).state()).isEqualTo(UNDELIVERED);
  }

  @Test
  void anIdLongerThanThatOfAResponseIsIgnored() {
    assertThat(text("id:" + "9".repeat(64) + " stat:DELIVRD").id()).hasSize(64);
    assertThat(text("id:" + "9".repeat(65) + " stat:DELIVRD").id()).isNull();
  }

  @Test
  void anIncompleteRecordIsParsed() {
    InboundRecord incomplete =
        RecordJson.read(ascii("{\"v\":1,\"route\":\"r\"}"), InboundRecord.class);
    assertThat(parse(incomplete))
        .isEqualTo(new Receipt(null, null, UNKNOWN, null, null, null, null, null));
  }

  @Property(tries = 2_000)
  void neverThrowsOnArbitraryBytes(
      @ForAll @Size(max = 300) byte[] bytes,
      @ForAll @Size(max = 70) byte[] tlv,
      @ForAll @IntRange(max = 255) int coding) {
    Map<String, byte[]> tlvs = Map.of("001E", tlv, "0427", tlv, "0423", tlv, "0424", tlv);
    assertThatCode(() -> parse(record(coding, coding, bytes, tlvs))).doesNotThrowAnyException();
  }

  @Property(tries = 2_000)
  void neverThrowsOnAlmostReceipts(@ForAll("almostReceipts") String text) {
    Receipt receipt = text(text);
    assertThat(receipt.id() == null || receipt.id().length() <= 64).isTrue();
    assertThat(receipt.error() == null || receipt.error().length() <= 32).isTrue();
  }

  @Provide
  Arbitrary<String> almostReceipts() {
    return Arbitraries.of(
            "id",
            ":",
            " ",
            "stat",
            "err",
            "done date",
            "submit",
            "date",
            "text",
            "DELIVRD",
            "\0",
            "0",
            "::",
            "\n",
            "é",
            "id:",
            "ID :",
            "x".repeat(3_000))
        .list()
        .ofMaxSize(40)
        .map(words -> String.join("", words));
  }
}
