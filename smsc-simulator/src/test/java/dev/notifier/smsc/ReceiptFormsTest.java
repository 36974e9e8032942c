package dev.notifier.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.TestClient.Pdu;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptFormsTest {
  private static final String TO = "84912345678";

  @RegisterExtension private final RunningSimulator simulator = new RunningSimulator();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layout: short|id:\\w+ submit date:\\d{10} done date:\\d{10} stat:DELIVRD err:000 text:Hi",
        "layout: bare|id:\\w+ submit date:\\d{10} done date:\\d{10} stat:DELIVRD err:000",
        "layout: reordered|sub:001 dlvrd:001 id:\\w+ err:000 submit .* text:Hi stat:DELIVRD",
        "layout: text-first|text:Hi id:\\w+ submit date:\\d{10} done date:\\d{10} stat:DELIVRD err:000",
        "stat: lower|id:.* stat:delivrd err:000 text:Hi",
        "dates: yyMMddHHmmss|id:.* submit date:\\d{12} done date:\\d{12} .*",
        "dates: yyyyMMddHHmm|id:.* submit date:20\\d{10} done date:20\\d{10} .*",
        "dates: yyyyMMddHHmmss|id:.* submit date:20\\d{12} done date:20\\d{12} .*",
      })
  void theStyleDefinesTheText(String style, String expected) {
    receipts("style: { " + style + " }");
    assertThat(receipt().shortMessage()).matches(expected);
  }

  @Test
  void aTextInGsm7HasTheUnderscoreOfThatAlphabet() {
    simulator.configure(
        "{ ids: underscore, receipts: { delay: { fixedMs: 0 }, style: { coding: gsm7 } } }");
    try (TestClient client = simulator.transceiver()) {
      String id = client.submitAndReceive(TO, "Hi").cString();
      assertThat(id).startsWith("A_");
      assertThat(client.next().shortMessage())
          .startsWith("id:" + id.replace('_', '\u0011') + " ")
          .endsWith("text:Hi");
    }
  }

  @Test
  void aReceiptByItsParametersAlone() {
    receipts("format: both, style: { esmClass: 0 }");
    assertThat(receipt().text()).contains("\0BHXHVN\0\0\0\0").contains("\4\47\0\1\2");
  }

  @Test
  void aTextInUcs2() {
    receipts("style: { layout: bare, coding: ucs2, esmClass: 36 }");
    Pdu receipt = receipt();
    byte[] bytes = receipt.shortMessage().getBytes(StandardCharsets.ISO_8859_1);
    assertThat(new String(bytes, StandardCharsets.UTF_16BE))
        .matches("id:\\w+ submit date:\\d{10} done date:\\d{10} stat:DELIVRD err:000");
    assertThat(receipt.text()).contains("\0BHXHVN\0\44\0\0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "payload|.*\\x04\\x24\\x00.id:.* text:Hi",
        "payload-and-tlv|.*\\x04\\x24\\x00.id:.* text:Hi\\x00\\x1E\\x00.*\\x04\\x27\\x00\\x01\\x02",
      })
  void aTextInTheMessagePayload(String format, String body) {
    receipts("format: " + format);
    Pdu receipt = receipt();
    assertThat(receipt.shortMessage()).isEmpty();
    assertThat(receipt.text()).matches(Pattern.compile(body, Pattern.DOTALL));
  }

  @Test
  void aReceiptBeforeItsResponse() {
    flow("before: true");
    try (TestClient client = simulator.transceiver()) {
      client.submit(TO, "early");
      Pdu receipt = client.next();
      assertThat(receipt.shortMessage()).startsWith("id:" + client.next().cString() + " ");
    }
    assertThat(simulator.faults("receiptsBeforeResponse")).isEqualTo(1);
  }

  @Test
  void additionalReceiptsWithOtherStates() {
    flow("then: [DELIVRD, ENROUTE, UNDELIV], gapMs: 1");
    try (TestClient client = simulator.transceiver()) {
      String id = client.submitAndReceive(TO, "many").cString();
      for (String stat : new String[] {"DELIVRD", "DELIVRD", "ENROUTE", "UNDELIV"}) {
        assertThat(client.acknowledgeReceipt())
            .startsWith("id:" + id)
            .contains("stat:" + stat + " ");
      }
      client.expectNothingSent();
    }
    assertThat(simulator.counts().receiptsSent()).isEqualTo(4);
    assertThat(simulator.counts().receiptsAcknowledged()).isEqualTo(1);
    assertThat(simulator.counts().receiptsDue()).isZero();
    assertThat(simulator.faults("receiptsExtra")).isEqualTo(3);
  }

  @Test
  void aReceiptOnAnotherSessionOfTheAccount() {
    flow("otherBind: true");
    try (TestClient client = simulator.transceiver();
        TestClient other = simulator.transceiver()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.submitAndReceive(TO, "text " + i).status()).isZero();
        assertThat(other.next().shortMessage()).endsWith("text:text " + i);
      }
    }
    assertThat(simulator.faults("receiptsOtherBind")).isEqualTo(3);
  }

  @Test
  void aReceiptOfARefusedSubmit() {
    flow("status: '0x45'");
    try (TestClient client = simulator.transceiver()) {
      assertThat(client.submitAndReceive(TO, "refused").status()).isEqualTo(0x45);
      assertThat(client.next().shortMessage()).contains("stat:DELIVRD").endsWith("text:refused");
    }
    assertThat(simulator.counts().refused()).isEqualTo(1);
    assertThat(simulator.counts().receiptsDue()).isZero();
    assertThat(simulator.faults("receiptsAfterRefusal")).isEqualTo(1);
  }

  @Test
  void anAdditionalReceiptOfAnUnknownId() {
    flow("unknownId: true");
    try (TestClient client = simulator.transceiver()) {
      String id = client.submitAndReceive(TO, "unknown").cString();
      String nextId = Long.toHexString(Long.parseLong(id, 16) + 1).toUpperCase(Locale.ROOT);
      assertThat(client.next().shortMessage()).startsWith("id:" + id + " ");
      assertThat(client.next().shortMessage()).startsWith("id:" + nextId + " ");
    }
    assertThat(simulator.faults("receiptsUnknownId")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "plain, 16, 16",
    "hex, 16, 16",
    "decimal, 10, 10",
    "hex-response-decimal-receipt, 16, 10",
    "decimal-response-hex-receipt, 10, 16",
    "big, 10, 10",
    "big-hex-response-decimal-receipt, 16, 10"
  })
  void theResponseAndTheReceiptHaveTheirOwnBase(String ids, int responseBase, int receiptBase) {
    simulator.configure(
        "{ ids: %s, idDigits: { receipt: 30 }, receipts: { delay: { fixedMs: 0 } } }"
            .formatted(ids));
    try (TestClient client = simulator.transceiver()) {
      String responseId = client.submitAndReceive(TO, "Hi").cString();
      var receipt = Pattern.compile("id:(\\w{30}) .*").matcher(client.next().shortMessage());
      assertThat(receipt.matches()).isTrue();
      assertThat(new BigInteger(receipt.group(1), receiptBase))
          .isEqualTo(new BigInteger(responseId, responseBase));
    }
  }

  @Test
  void uuidsAsMessageIds() {
    simulator.configure("{ ids: uuid, receipts: { delay: { fixedMs: 0 } } }");
    try (TestClient client = simulator.transceiver()) {
      String id = client.submitAndReceive(TO, "Hi").cString();
      assertThat(UUID.fromString(id).version()).isEqualTo(4);
      assertThat(client.next().shortMessage()).startsWith("id:" + id + " ");
    }
  }

  private Pdu receipt() {
    try (TestClient client = simulator.transceiver()) {
      assertThat(client.submitAndReceive(TO, "Hi").status()).isZero();
      return client.next();
    }
  }

  @Test
  void aHandsetRepliesWhenItsReceiptHasAResponse() {
    flow("reply: TC");
    try (TestClient client = simulator.transceiver()) {
      client.submitAndReceive(TO, "Hi");
      Pdu receipt = client.next();
      client.expectNothingSent();
      client.acknowledge(receipt, 0);
      Pdu reply = client.next();
      assertThat(reply.id()).isEqualTo(TestClient.DELIVER_SM);
      assertThat(reply.text()).contains(TO + "\0\5\0BHXHVN\0\0");
      assertThat(reply.shortMessage()).isEqualTo("TC");
      client.acknowledge(reply, 0);
      client.expectNothingSent();
    }
    assertThat(simulator.counts().moSent()).isEqualTo(1);
  }

  @Test
  void aHandsetRepliesOnceToALongMessage() {
    flow("reply: TC");
    try (TestClient client = simulator.transceiver()) {
      client.submit(TO, 0x40, 0, new byte[] {5, 0, 3, 7, 2, 1, 'A'});
      client.submit(TO, 0x40, 0, new byte[] {5, 0, 3, 7, 2, 2, 'B'});
      int replies = 0;
      for (int received = 0; received < 5; received++) {
        Pdu pdu = client.next();
        if (pdu.id() == TestClient.DELIVER_SM) {
          client.acknowledge(pdu, 0);
          replies += pdu.shortMessage().equals("TC") ? 1 : 0;
        }
      }
      client.expectNothingSent();
      assertThat(replies).isEqualTo(1);
    }
  }

  private void receipts(String policy) {
    simulator.configure("receipts: { delay: { fixedMs: 0 }, %s }".formatted(policy));
  }

  private void flow(String flow) {
    simulator.configure(
        "{ receipts: { delay: { fixedMs: 0 } }, faults: [{ fault: receipt, to: '.*', flow: { %s } }] }"
            .formatted(flow));
  }
}
