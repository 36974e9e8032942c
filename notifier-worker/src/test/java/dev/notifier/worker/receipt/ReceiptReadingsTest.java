package dev.notifier.worker.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.tracking.ReceiptOutcome;
import dev.notifier.worker.receipt.ReceiptParser.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Receipts that can be read in more than one way: in GSM 03.38 or ASCII, and with a message that
 * looks like a receipt before, between or behind the keys.
 */
class ReceiptReadingsTest {
  private static Receipt parse(byte[] bytes, Map<String, byte[]> tlvs) {
    return ReceiptParser.parse(ReceiptCorpus.record(0x04, 0, bytes, tlvs), ZoneOffset.UTC);
  }

  private static Receipt parse(String text) {
    return parse(ReceiptCorpus.bytes(text), Map.of());
  }

  /** The escapes \x stand for one byte. */
  private static byte[] bytes(String escaped) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      if (escaped.startsWith("\\x", i)) {
        text.append((char) HexFormat.fromHexDigits(escaped, i + 2, i + 4));
        i += 3;
      } else {
        text.append(escaped.charAt(i));
      }
    }
    return ReceiptCorpus.bytes(text.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "A\\x111b, A_1b",
    "\\x11A, _A",
    "A\\x11, A_",
    "A_1b, A_1b",
    "A\\x00b, A@b",
    "A\\x02b, A$b",
    "A\\x1B\\x3Cb\\x1B\\x3E, A[b]",
    "A\\x1B\\x28b\\x1B\\x29, A{b}",
    "A\\x1B\\x3Db, A~b",
    "A\\x1B\\x40b, A|b",
    "A\\x1B\\x14b, A^b",
    "A\\x1B\\x2Fb, A\\b",
    "A\\x1B\\x65b, A€b",
    "A@$[]{}~^|\\b, A@$[]{}~^|\\b",
  })
  void signsOfGsm7AndOfAsciiAreReadInIds(String written, String id) {
    for (String rest : new String[] {" stat:DELIVRD", "\\x0Astat:DELIVRD", "\\x00stat:DELIVRD"}) {
      Receipt receipt = parse(bytes("id:" + written + rest), Map.of());

      assertThat(receipt.id()).as(rest).isEqualTo(id);
      assertThat(receipt.state()).as(rest).isEqualTo(ReceiptOutcome.DELIVERED);
    }
    Map<String, byte[]> tlvs = Map.of("001E", bytes(written + "\\x00"));
    String withoutNul = id.equals("A@b") && written.contains("\\x00") ? "Ab" : id;
    assertThat(parse(bytes("stat:DELIVRD"), tlvs).id()).isEqualTo(withoutNul);
  }

  @Test
  void anUnderscoreOfGsm7IsReadInStatesErrorsAndKeys() {
    Receipt receipt =
        parse(
            bytes(
                "id:1 submit\\x11date:2611300801 done\\x11date:2612010100 stat:DND\\x11REJECTED"
                    + " err:E\\x111\\x00"),
            Map.of());

    assertThat(receipt.state()).isEqualTo(ReceiptOutcome.REJECTED);
    assertThat(receipt.rawState()).isEqualTo("DND_REJECTED");
    assertThat(receipt.error()).isEqualTo("E_1");
    assertThat(receipt.submittedAt()).isNotNull();
    assertThat(receipt.doneAt()).isNotNull();
    assertThat(parse(bytes("msg\\x11id:77 id:5 stat:DELIVRD"), Map.of()).id()).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\x02id:5\\x03stat:DELIVRD\\x03",
        "id:5\\x00stat:DELIVRD\\x00\\x00",
        "id:5\\x00done date:1\\x00stat:DELIVRD\\x00",
        "id:5\\x1B stat:DELIVRD\\x1B",
        "\\x00\\x00id:5 \\x00 stat:DELIVRD",
        "id:5\\x09stat:DELIVRD\\x0D\\x0A",
      })
  void controlCharactersBetweenKeysAreBlanks(String written) {
    Receipt receipt = parse(bytes(written), Map.of());

    assertThat(receipt.id()).isEqualTo("5");
    assertThat(receipt.state()).isEqualTo(ReceiptOutcome.DELIVERED);
  }

  @Test
  void signsOfGsm7AreReadInTheIdsOfResponsesToo() {
    assertThat(MessageIdForms.canonical("a\u00111b")).isEqualTo("A_1B");
    assertThat(MessageIdForms.canonical("a\u001B<1b")).isEqualTo("A[1B");
    assertThat(MessageIdForms.canonical("a\u001B")).isEqualTo("A");
  }

  /** Text | id | state | id of the alternative | its state; the real id is 7. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id:7 stat:DELIVRD text:id:5 stat:UNDELIV                        | 7 | DELIVERED | |
          stat:DELIVRD err:0 id:7 TEXT : id:5 stat:UNDELIV                | 7 | DELIVERED | |
          id:7 stat:DELIVRD text:"id:5 stat:UNDELIV" err:9                | 7 | DELIVERED | |
          id:7 stat:DELIVRD text:text:id:5 stat:UNDELIV text:id:6         | 7 | DELIVERED | |
          text:id:5 stat:UNDELIV err:1 id:7 stat:DELIVRD err:000          | 7 | DELIVERED | 5 | UNDELIVERED
          Text:id:5 stat:UNDELIV sub:001 id:7 stat:DELIVRD                | 7 | DELIVERED | 5 | UNDELIVERED
          TEXT : ID:5 STAT:UNDELIV ID:7 STAT:DELIVRD                      | 7 | DELIVERED | 5 | UNDELIVERED
          sub:001 text:id:5 stat:UNDELIV id:7 stat:DELIVRD                | 7 | DELIVERED | 5 | UNDELIVERED
          text:id:5 stat:UNDELIV stat:DELIVRD id:7                        | 7 | DELIVERED | 5 | UNDELIVERED
          text:id:5 stat:UNDELIV text:hello id:7 stat:DELIVRD             | 7 | DELIVERED | 5 | UNDELIVERED
          text:"id:5 stat:UNDELIV" id:7 stat:DELIVRD                      | 7 | DELIVERED | |
          text:"id:5 stat:UNDELIV", id:"7", stat:"DELIVRD"                | 7 | DELIVERED | |
          text:"id:5 stat:UNDELIV id:7 stat:DELIVRD                       | 7 | DELIVERED | 5 | UNDELIVERED
          text:id:5 stat:A id:6 stat:B id:7 stat:DELIVRD                  | 7 | DELIVERED | 5 | UNKNOWN
          text:Ma ho so id:5 id:7 stat:DELIVRD                            | 7 | DELIVERED | 5 | DELIVERED
          text:id:7 stat:DELIVRD id:7 stat:DELIVRD                        | 7 | DELIVERED | |
          text:Xin chao id:7 stat:DELIVRD                                 | 7 | DELIVERED | |
          text: id:7 stat:DELIVRD                                         | 7 | DELIVERED | |
          id:7 text:Xin chao stat:DELIVRD                                 | 7 | DELIVERED | |
          id:7 text:id:5 stat:UNDELIV stat:DELIVRD                        | 7 | DELIVERED | |
          stat:DELIVRD text:Xin chao id:7                                 | 7 | DELIVERED | |
          stat:DELIVRD text:id:5 stat:UNDELIV id:7                        | 7 | DELIVERED | |
          id:7 err:000 text:id:5 stat:UNDELIV                             | 7 | UNKNOWN   | |
          stat:DELIVRD err:000 text:id:5 stat:UNDELIV                     |   | DELIVERED | |
          text:id:5 stat:UNDELIV id:7                                     | 7 | UNKNOWN   | 5 | UNDELIVERED
          context:id:7 stat:DELIVRD                                       | 7 | DELIVERED | |
          id:7,stat:DELIVRD,text:id:5,stat:UNDELIV                        | 7 | DELIVERED | |
          id:7;stat:DELIVRD;err:000                                       | 7 | DELIVERED | |
          """)
  void theMessageInAReceiptDecidesNothing(
      String text,
      @Nullable String id,
      ReceiptOutcome state,
      @Nullable String otherId,
      @Nullable ReceiptOutcome otherState) {
    for (int coding : new int[] {0, 8}) {
      byte[] bytes =
          text.getBytes(coding == 8 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1);
      Receipt receipt =
          ReceiptParser.parse(ReceiptCorpus.record(0x04, coding, bytes, Map.of()), ZoneOffset.UTC);

      assertThat(receipt.id()).isEqualTo(id);
      assertThat(receipt.state()).isEqualTo(state);
      Receipt other = receipt.alternative();
      assertThat(other == null ? null : other.id()).isEqualTo(otherId);
      assertThat(other == null ? null : other.state()).isEqualTo(otherState);
      assertThat(other == null ? null : other.alternative()).isNull();
    }
  }

  @Test
  void errorsAndDatesOfTheMessageAreNotTaken() {
    Receipt last = parse("id:7 stat:DELIVRD text:id:5 stat:UNDELIV err:9 done date:2612010100");
    assertThat(last.error()).isNull();
    assertThat(last.doneAt()).isNull();
    Receipt first = parse("text:id:5 stat:UNDELIV err:9 id:7 done date:2612010100 stat:DELIVRD");
    assertThat(first.error()).isNull();
    assertThat(first.doneAt()).isNotNull();
    Receipt alternative = Objects.requireNonNull(first.alternative());
    assertThat(alternative.error()).isEqualTo("9");
    assertThat(alternative.doneAt()).isNull();
    assertThat(parse("id:7 stat:UNDELIV text:Xin chao err:21").error()).isEqualTo("21");
  }

  /** Parameter id | parameter state | text | id | state | id in the text. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7 | 2 | text:id:5 stat:UNDELIV                        | 7 | DELIVERED   | 5
          7 | 2 | id:5 stat:UNDELIV                             | 7 | DELIVERED   | 5
          7 | 2 | text:id:5 stat:UNDELIV id:6 stat:REJECTD      | 7 | DELIVERED   | 6
          5 |   | text:id:5 stat:UNDELIV id:7 stat:DELIVRD      | 5 | UNDELIVERED |
          7 |   | text:id:5 stat:UNDELIV id:7 stat:DELIVRD      | 7 | DELIVERED   |
          F |   | text:id:5 stat:UNDELIV id:15 stat:DELIVRD     | F | DELIVERED   | 15
          F |   | text:id:15 stat:UNDELIV id:7 stat:DELIVRD     | F | UNDELIVERED | 15
            | 2 | text:id:5 stat:UNDELIV id:7 stat:REJECTD      | 7 | DELIVERED   |
          """)
  void optionalParametersDecideAlone(
      @Nullable String tlvId,
      @Nullable Integer tlvState,
      String text,
      String id,
      ReceiptOutcome state,
      @Nullable String textId) {
    Map<String, byte[]> tlvs = new HashMap<>();
    if (tlvId != null) {
      tlvs.put("001E", ReceiptCorpus.bytes(tlvId + "\0"));
    }
    if (tlvState != null) {
      tlvs.put("0427", new byte[] {tlvState.byteValue()});
    }
    Receipt receipt = parse(ReceiptCorpus.bytes(text), tlvs);

    assertThat(receipt.id()).isEqualTo(id);
    assertThat(receipt.state()).isEqualTo(state);
    assertThat(receipt.textId()).isEqualTo(textId);
    assertThat(receipt.alternative() == null).isEqualTo(tlvId != null);
  }

  @ParameterizedTest
  @CsvSource({
    "id:5 stat:DELIVRD, true",
    "ID:5 sub:001 Stat:undeliv err:1 text:x, true",
    "id:5 stat:UNKNOWN, true",
    "id:5 stat:ok, false",
    "id:5, false",
    "stat:DELIVRD, false",
    "Xin chao, false",
    "'', false",
    "stat:DELIVRD text:id:5 stat:DELIVRD, false",
  })
  void aTextWithAnIdAndAKnownStateIsAReceiptText(String text, boolean expected) {
    assertThat(ReceiptParser.isReceiptText(0, 0, ReceiptCorpus.bytes(text), Map.of()))
        .isEqualTo(expected);
    assertThat(
            ReceiptParser.isReceiptText(
                0, 0, new byte[0], Map.of("0424", ReceiptCorpus.bytes(text))))
        .isEqualTo(expected);
  }
}
