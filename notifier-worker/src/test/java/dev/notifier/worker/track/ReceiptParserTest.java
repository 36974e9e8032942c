package dev.notifier.worker.track;

import static dev.notifier.store.ReceiptState.DELETED;
import static dev.notifier.store.ReceiptState.DELIVERED;
import static dev.notifier.store.ReceiptState.EXPIRED;
import static dev.notifier.store.ReceiptState.IN_PROGRESS;
import static dev.notifier.store.ReceiptState.REJECTED;
import static dev.notifier.store.ReceiptState.UNDELIVERED;
import static dev.notifier.store.ReceiptState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.notifier.contracts.Forms;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.store.ReceiptState;
import dev.notifier.worker.track.ReceiptParser.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The corpus: forms of receipts that were seen in the wild. Numbers are the corpus's rows. */
class ReceiptParserTest {
  private static final int RECEIPT = 0x04;

  private static InboundRecord record(
      int esmClass, int dataCoding, byte[] octets, Map<String, byte[]> tlvs) {
    return new InboundRecord(
        1,
        "viettel",
        0,
        esmClass,
        dataCoding,
        "84912345678",
        "BHXHVN",
        octets,
        tlvs,
        Instant.EPOCH);
  }

  private static Receipt text(String text) {
    return ReceiptParser.parse(record(RECEIPT, 0, ascii(text), Map.of()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1 standard      | id:0123456789 sub:001 dlvrd:001 submit date:2612010800 done date:2612010801 stat:DELIVRD err:0 Text:Xin chao | 0123456789 | DELIVERED | 0 | 2612010801
          2 no sub        | id:1526758174 submit date:1701240904 done date:1701240904 stat:DELIVRD err:000 text:hellow | 1526758174 | DELIVERED | 000 | 1701240904
          3 no text       | id:0654354026 submit date:2302101454 done date:2302101454 stat:DELIVRD err:000 | 0654354026 | DELIVERED | 000 | 2302101454
          4 uuid          | id:c87c2273-7a05-4d0c-9f0e-0a4c3f1ad2b7 submit date:201506201641 done date:201506201641 stat:DELIVRD err:000 | c87c2273-7a05-4d0c-9f0e-0a4c3f1ad2b7 | DELIVERED | 000 | 201506201641
          5 32 hex        | id:a29f6845555647139e5c8f3b817f2c9a sub:001 dlvrd:001 submit date:141023215253 done date:141023215259 stat:DELIVRD err:000 text: | a29f6845555647139e5c8f3b817f2c9a | DELIVERED | 000 | 141023215259
          6 14-digit date | id:2E179B310EDE971B2760C72B7F026E1B submit date:20110314181534 done date:20110314181741 stat:DELIVRD err:0 | 2E179B310EDE971B2760C72B7F026E1B | DELIVERED | 0 | 20110314181741
          8 short numbers | id:45013692 sub:0 dlvrd:28 submit date:1401010101 done date:1401010102 stat:UNDELIV err:21 Text:*100# | 45013692 | UNDELIVERED | 21 | 1401010102
          10 err words    | id:1 stat:UNDELIV err:nul text: | 1 | UNDELIVERED | nul |
          12 err blank    | id:1 stat:UNDELIV err: 0 text: | 1 | UNDELIVERED | 0 |
          12 err letters  | id:1 stat:UNDELIV err:21b | 1 | UNDELIVERED | 21b |
          12 err none     | id:1 stat:UNDELIV err: Text:abc | 1 | UNDELIVERED | |
          15 other order  | sub:001 id:74e02ee1-aa58-42a9-9a3c-f0b0bc2e2a5f err:000 dlvrd:001 done date:1501010101 text: stat:DELIVRD | 74e02ee1-aa58-42a9-9a3c-f0b0bc2e2a5f | DELIVERED | 000 | 1501010101
          19 beyond 2^63  | id:9380935605053030457 stat:DELIVRD | 9380935605053030457 | DELIVERED | |
          19 zero decimal | id:0972660181 stat:DELIVRD | 0972660181 | DELIVERED | |
          19 zero hex     | id:00B8BE19 stat:DELIVRD | 00B8BE19 | DELIVERED | |
          24 lower case   | ID:7 STAT:delivrd ERR:000 TEXT:none | 7 | DELIVERED | 000 |
          word boundary   | msgid:77 id:12 substat:X stat:EXPIRED | 12 | EXPIRED | |
          missing id      | id: sub:001 stat:DELIVRD | | DELIVERED | |
          only a date     | id:5 done date: stat:DELIVRD | 5 | DELIVERED | |
          fake in text    | id:5 stat:UNDELIV err:001 text:id:9 stat:DELIVRD | 5 | UNDELIVERED | 001 |
          """)
  void readsTheText(
      String row,
      String text,
      @Nullable String id,
      ReceiptState state,
      @Nullable String error,
      @Nullable String doneDate) {
    Receipt receipt = text(text);
    assertThat(receipt.id()).isEqualTo(id);
    assertThat(receipt.state()).isEqualTo(state);
    assertThat(receipt.error()).isEqualTo(error);
    assertThat(receipt.doneDate()).isEqualTo(doneDate);
  }

  @Test
  void knowsTheWordsForStates() {
    Map<String, ReceiptState> words =
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
            Map.entry("NEVERHEARD", UNKNOWN));
    words.forEach((word, state) -> {
      assertThat(text("id:1 stat:" + word).state()).as(word).isEqualTo(state);
      assertThat(text("id:1 stat:" + word).stat()).isEqualTo(word);
    });
  }

  @ParameterizedTest
  @CsvSource({
    "0, IN_PROGRESS", "1, IN_PROGRESS", "2, DELIVERED", "3, EXPIRED", "4, DELETED",
    "5, UNDELIVERED", "6, IN_PROGRESS", "7, UNKNOWN", "8, REJECTED", "9, UNDELIVERED",
    "200, UNKNOWN"
  })
  void row22ReadsTlvsAlone(int messageState, ReceiptState state) {
    Map<String, byte[]> tlvs =
        Map.of(
            "001E", ascii("38601fa\0"),
            "0427", new byte[] {(byte) messageState},
            "0423", new byte[] {3, 1, 2});
    Receipt receipt = ReceiptParser.parse(record(RECEIPT, 0, new byte[0], tlvs));
    assertThat(receipt.id()).isEqualTo("38601fa");
    assertThat(receipt.state()).isEqualTo(state);
    assertThat(receipt.error()).isEqualTo("3/258");
  }

  @Test
  void tlvsWinOverTheText() {
    Receipt receipt =
        ReceiptParser.parse(
            record(
                RECEIPT,
                0,
                ascii("id:0059113978 stat:ENROUTE err:001"),
                Map.of("001E", ascii("38601fa\0"), "0427", new byte[] {2})));
    assertThat(receipt.id()).isEqualTo("38601fa");
    assertThat(receipt.state()).isEqualTo(DELIVERED);
    assertThat(receipt.error()).isEqualTo("001");
  }

  @Test
  void emptyTlvsSayNothing() {
    Map<String, byte[]> tlvs =
        Map.of("001E", new byte[] {0}, "0427", new byte[0], "0423", new byte[] {3});
    Receipt receipt =
        ReceiptParser.parse(record(RECEIPT, 0, ascii("id:1 stat:DELIVRD err:7"), tlvs));
    assertThat(receipt).isEqualTo(new Receipt("1", DELIVERED, "DELIVRD", "7", null));
  }

  @Test
  void row21ReadsUcs2() {
    byte[] octets = "id:1A stat:DELIVRD err:000".getBytes(StandardCharsets.UTF_16BE);
    Receipt receipt = ReceiptParser.parse(record(RECEIPT, 8, octets, Map.of()));
    assertThat(receipt.id()).isEqualTo("1A");
    assertThat(receipt.state()).isEqualTo(DELIVERED);
  }

  @Test
  void row23ReadsThePayload() {
    Map<String, byte[]> tlvs = Map.of("0424", ascii("id:1A stat:REJECTD err:000"));
    Receipt receipt = ReceiptParser.parse(record(RECEIPT, 0, new byte[0], tlvs));
    assertThat(receipt.id()).isEqualTo("1A");
    assertThat(receipt.state()).isEqualTo(REJECTED);
  }

  @Test
  void anIntermediateNotificationIsNoEnd() {
    byte[] octets = ascii("id:1A stat:UNDELIV err:006");
    assertThat(ReceiptParser.parse(record(0x20, 0, octets, Map.of())).state())
        .isEqualTo(IN_PROGRESS);
    assertThat(ReceiptParser.parse(record(0x24, 0, octets, Map.of())).state())
        .isEqualTo(UNDELIVERED);
  }

  @Test
  void anIdThatNoAnswerCanHaveIsNone() {
    assertThat(text("id:" + "9".repeat(64) + " stat:DELIVRD").id()).hasSize(64);
    assertThat(text("id:" + "9".repeat(65) + " stat:DELIVRD").id()).isNull();
  }

  @Test
  void aRecordOfWhichJsonLeftHalfOutIsRead() {
    InboundRecord half = Forms.read(ascii("{\"v\":1,\"route\":\"r\"}"), InboundRecord.class);
    assertThat(ReceiptParser.parse(half)).isEqualTo(new Receipt(null, UNKNOWN, null, null, null));
  }

  @Property(tries = 2_000)
  void neverThrowsOnOctets(
      @ForAll @Size(max = 300) byte[] octets,
      @ForAll @Size(max = 70) byte[] tlv,
      @ForAll @IntRange(max = 255) int coding) {
    Map<String, byte[]> tlvs = Map.of("001E", tlv, "0427", tlv, "0423", tlv, "0424", tlv);
    assertThatCode(() -> ReceiptParser.parse(record(coding, coding, octets, tlvs)))
        .doesNotThrowAnyException();
  }

  @Property(tries = 2_000)
  void neverThrowsOnNearlyReceipts(@ForAll("nearly") String text) {
    Receipt receipt = text(text);
    assertThat(receipt.id() == null || receipt.id().length() <= 64).isTrue();
    assertThat(receipt.error() == null || receipt.error().length() <= 32).isTrue();
  }

  @Provide
  Arbitrary<String> nearly() {
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
