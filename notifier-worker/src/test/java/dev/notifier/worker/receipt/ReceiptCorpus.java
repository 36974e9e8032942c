package dev.notifier.worker.receipt;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.store.tracking.ReceiptOutcome;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Receipts as real carriers write them, each with its expected values. */
final class ReceiptCorpus {
  static final int RECEIPT = 0x04;

  private static final Instant RECEIVED_AT = Instant.parse("2026-12-01T01:01:30Z");

  /** Kind | text | id | state | error | done date in UTC; the carrier's zone is UTC+7. */
  private static final String TEXTS =
      """
      standard|id:0123456789 sub:001 dlvrd:001 submit date:2612010800 done date:2612010801 stat:DELIVRD err:0 Text:Xin chao|0123456789|DELIVERED|0|2026-12-01T01:01:00Z
      neither sub nor dlvrd|id:1526758174 submit date:1701240904 done date:1701240904 stat:DELIVRD err:000 text:hellow|1526758174|DELIVERED|000|2017-01-24T02:04:00Z
      no text|id:0654354026 submit date:2302101454 done date:2302101454 stat:DELIVRD err:000|0654354026|DELIVERED|000|2023-02-10T07:54:00Z
      UUID, four-digit year|id:c87c2273-7a05-4d0c-9f0e-0a4c3f1ad2b7 submit date:201506201641 done date:201506201641 stat:DELIVRD err:000|c87c2273-7a05-4d0c-9f0e-0a4c3f1ad2b7|DELIVERED|000|2015-06-20T09:41:00Z
      32 hexadecimal digits, seconds|id:a29f6845555647139e5c8f3b817f2c9a sub:001 dlvrd:001 submit date:141023215253 done date:141023215259 stat:DELIVRD err:000 text:|a29f6845555647139e5c8f3b817f2c9a|DELIVERED|000|2014-10-23T14:52:59Z
      14 digits of date, 1 of err|id:2E179B310EDE971B2760C72B7F026E1B submit date:20110314181534 done date:20110314181741 stat:DELIVRD err:0|2E179B310EDE971B2760C72B7F026E1B|DELIVERED|0|2011-03-14T11:17:41Z
      more delivered than sent|id:45013692 sub:0 dlvrd:28 submit date:1401010101 done date:1401010102 stat:UNDELIV err:21 Text:*100#|45013692|UNDELIVERED|21|2013-12-31T18:02:00Z
      err as a word|id:1 stat:UNDELIV err:nul text:|1|UNDELIVERED|nul|
      err after a blank|id:1 stat:UNDELIV err: 0 text:|1|UNDELIVERED|0|
      err with a letter|id:1 stat:UNDELIV err:21b|1|UNDELIVERED|21b|
      err empty|id:1 stat:UNDELIV err: Text:abc|1|UNDELIVERED||
      another order, stat after text|sub:001 id:74e02ee1-aa58-42a9-9a3c-f0b0bc2e2a5f err:000 dlvrd:001 done date:1501010101 text: stat:DELIVRD|74e02ee1-aa58-42a9-9a3c-f0b0bc2e2a5f|DELIVERED|000|2014-12-31T18:01:00Z
      id beyond 2^63|id:9380935605053030457 stat:DELIVRD|9380935605053030457|DELIVERED||
      decimal with a leading zero|id:0972660181 stat:DELIVRD|0972660181|DELIVERED||
      hexadecimal with leading zeros|id:00B8BE19 stat:DELIVRD|00B8BE19|DELIVERED||
      upper and lower case|ID:7 STAT:delivrd ERR:000 TEXT:none|7|DELIVERED|000|
      longer words with the ending of a key|msgid:77 id:12 substat:X stat:EXPIRED|12|EXPIRED||
      id empty|id: sub:001 stat:DELIVRD||DELIVERED||
      date empty|id:5 done date: stat:DELIVRD|5|DELIVERED||
      receipt inside the text|id:5 stat:UNDELIV err:001 text:id:9 stat:DELIVRD|5|UNDELIVERED|001|
      blanks before colons|id : 6 stat : REJECTD err : 8|6|REJECTED|8|
      line breaks between|id:6\\nstat:DELETED\\ndone date:2612010801\\nerr:4|6|DELETED|4|2026-12-01T01:01:00Z
      keys without blank|id:6 submitdate:2612010800 donedate:2612010801 stat:DELIVRD|6|DELIVERED||2026-12-01T01:01:00Z
      keys with an underscore|id:6 submit_date:2612010800 done_date:2612010801 stat:DELIVRD|6|DELIVERED||2026-12-01T01:01:00Z
      commas between|id:6, stat:DELIVRD, err:000|6|DELIVERED|000|
      quoted|id:"6" stat:"DELIVRD"|6|DELIVERED||
      closing NUL|id:6 stat:DELIVRD\\0|6|DELIVERED||
      date with separators|id:6 done date:2026-12-01 08:01:05 stat:DELIVRD|6|DELIVERED||2026-12-01T01:01:05Z
      date with its offset|id:6 done date:261201080105000+ stat:DELIVRD|6|DELIVERED||2026-12-01T08:01:05Z
      date of zeros|id:6 done date:0000000000 stat:UNDELIV|6|UNDELIVERED||
      short form from Vietnam|id:4f3c21 stat:DND_FAIL err:0x45|4f3c21|REJECTED|0x45|
      only an id and a state|id:9f stat:BUFFERD|9f|IN_PROGRESS||
      unlisted state|id:9f stat:WHATEVER err:1|9f|UNKNOWN|1|
      empty|||UNKNOWN||
      not a receipt|Cam on BHXH||UNKNOWN||\
      """;

  private ReceiptCorpus() {}

  /** A receipt and its expected values. */
  record Sample(
      String kind,
      InboundRecord record,
      @Nullable String id,
      ReceiptOutcome state,
      @Nullable String error,
      @Nullable Instant doneAt) {
    @Override
    public String toString() {
      return kind;
    }
  }

  static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (String line : TEXTS.lines().toList()) {
      String[] fields = line.split("\\|", -1);
      String text = fields[1].replace("\\n", "\n").replace("\\0", "\0");
      samples.add(sample(fields, bytes(text), 0));
    }
    String[] standard = TEXTS.lines().findFirst().orElseThrow().split("\\|", -1);
    samples.add(sample(withKind(standard, "UCS-2"), utf16(standard[1]), 8));
    samples.add(sample(withKind(standard, "UCS-2 under coding 0"), utf16(standard[1]), 0));
    samples.add(
        sample(
            withKind(standard, "little-endian under coding 8"),
            bytes(standard[1], StandardCharsets.UTF_16LE),
            8));
    samples.add(sample(withKind(standard, "ASCII under coding 8"), bytes(standard[1]), 8));
    samples.addAll(parameters(standard));
    return samples;
  }

  private static List<Sample> parameters(String[] standard) {
    byte[] none = new byte[0];
    byte[] delivered = {2};
    byte[] text = bytes("id:0059113978 stat:ENROUTE err:001");
    return List.of(
        new Sample(
            "parameters only",
            record(
                RECEIPT,
                0,
                none,
                Map.of(
                    "001E", bytes("38601fa\0"), "0427", delivered, "0423", new byte[] {3, 1, 2})),
            "38601fa",
            ReceiptOutcome.DELIVERED,
            "3/258",
            null),
        new Sample(
            "parameters and a text with the id in another base",
            record(RECEIPT, 0, text, Map.of("001E", bytes("38601fa\0"), "0427", delivered)),
            "38601fa",
            ReceiptOutcome.DELIVERED,
            "001",
            null),
        new Sample(
            "state of four bytes",
            record(RECEIPT, 0, text, Map.of("0427", new byte[] {0, 0, 0, 2})),
            "0059113978",
            ReceiptOutcome.DELIVERED,
            "001",
            null),
        new Sample(
            "state as a digit",
            record(RECEIPT, 0, text, Map.of("0427", bytes("2\0"))),
            "0059113978",
            ReceiptOutcome.DELIVERED,
            "001",
            null),
        new Sample(
            "unlisted state parameter",
            record(RECEIPT, 0, text, Map.of("0427", new byte[] {(byte) 200})),
            "0059113978",
            ReceiptOutcome.IN_PROGRESS,
            "001",
            null),
        new Sample(
            "text in message_payload",
            record(RECEIPT, 0, none, Map.of("0424", bytes(standard[1]))),
            standard[2],
            ReceiptOutcome.DELIVERED,
            "0",
            Instant.parse(standard[5])),
        new Sample(
            "user data header before the text",
            record(0x44, 0, bytes("\5\0\3\7\2\1id:6 stat:DELIVRD"), Map.of()),
            "6",
            ReceiptOutcome.DELIVERED,
            null,
            null),
        new Sample(
            "intermediate notification",
            record(0x20, 0, bytes("id:6 stat:UNDELIV err:006"), Map.of()),
            "6",
            ReceiptOutcome.IN_PROGRESS,
            "006",
            null));
  }

  private static String[] withKind(String[] fields, String kind) {
    String[] renamed = fields.clone();
    renamed[0] = kind;
    return renamed;
  }

  private static Sample sample(String[] fields, byte[] bytes, int coding) {
    Instant done = fields[5].isEmpty() ? null : Instant.parse(fields[5]);
    InboundRecord record = record(RECEIPT, coding, bytes, Map.of());
    return new Sample(
        fields[0],
        done == null ? record : receivedAt(record, done.plusSeconds(90)),
        fields[2].isEmpty() ? null : fields[2],
        ReceiptOutcome.valueOf(fields[3]),
        fields[4].isEmpty() ? null : fields[4],
        done);
  }

  static InboundRecord record(int esmClass, int coding, byte[] bytes, Map<String, byte[]> tlvs) {
    return new InboundRecord(
        1, "viettel", 0, esmClass, coding, "84912345678", "BHXHVN", bytes, tlvs, RECEIVED_AT);
  }

  private static InboundRecord receivedAt(InboundRecord record, Instant received) {
    return new InboundRecord(
        record.v(),
        record.route(),
        record.session(),
        record.esmClass(),
        record.dataCoding(),
        record.sourceAddress(),
        record.destinationAddress(),
        record.shortMessage(),
        record.tlvs(),
        received);
  }

  static byte[] bytes(String text) {
    return bytes(text, StandardCharsets.ISO_8859_1);
  }

  private static byte[] utf16(String text) {
    return bytes(text, StandardCharsets.UTF_16BE);
  }

  private static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset);
  }
}
