package dev.notifier.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.TestClient.Pdu;
import dev.notifier.smsc.behaviour.BehaviourFormat;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptFormsTest {
  private static final String TO = "84912345678";

  private SmscSimulator simulator;

  @BeforeEach
  void start() throws IOException {
    simulator = SmscSimulator.start(SimulatorOptions.usual().withPorts(0, 0));
  }

  @AfterEach
  void stop() throws IOException {
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layout: short|id:\\w+ submit date:\\d{10} done date:\\d{10} stat:DELIVRD err:000 text:Hi",
        "layout: bare|id:\\w+ submit date:\\d{10} done date:\\d{10} stat:DELIVRD err:000",
        "layout: reordered|sub:001 dlvrd:001 id:\\w+ err:000 submit .* text:Hi stat:DELIVRD",
        "stat: lower|id:.* stat:delivrd err:000 text:Hi",
        "dates: yyMMddHHmmss|id:.* submit date:\\d{12} done date:\\d{12} .*",
        "dates: yyyyMMddHHmm|id:.* submit date:20\\d{10} done date:20\\d{10} .*",
        "dates: yyyyMMddHHmmss|id:.* submit date:20\\d{12} done date:20\\d{12} .*",
      })
  void theTextIsWrittenAsConfigured(String style, String expected) {
    configure("receipts: { delay: { fixedMs: 0 }, style: { %s } }".formatted(style));
    assertThat(receipt().shortMessage()).matches(expected);
  }

  @Test
  void aTextInUcs2() {
    configure(
        "receipts: { delay: { fixedMs: 0 }, style: { layout: bare, coding: ucs2, esmClass: 36 } }");
    Pdu receipt = receipt();
    byte[] bytes = receipt.shortMessage().getBytes(StandardCharsets.ISO_8859_1);
    assertThat(new String(bytes, StandardCharsets.UTF_16BE)).startsWith("id:").contains("DELIVRD");
    assertThat(receipt.text()).contains("\0BHXHVN\0\44\0\0");
  }

  @Test
  void aTextInTheMessagePayload() {
    configure("receipts: { delay: { fixedMs: 0 }, format: payload }");
    Pdu receipt = receipt();
    assertThat(receipt.shortMessage()).isEmpty();
    assertThat(receipt.text()).contains("\4\44\0").endsWith("text:Hi");
    configure("receipts: { delay: { fixedMs: 0 }, format: payload-and-tlv }");
    assertThat(receipt().text()).contains("text:Hi\0\36\0").endsWith("\4\47\0\1\2");
  }

  @Test
  void aReceiptBeforeItsAnswer() {
    flow("before: true");
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "early");
      Pdu receipt = client.next();
      assertThat(receipt.shortMessage()).startsWith("id:" + client.next().cString() + " ");
    }
    assertThat(fault("receiptsBeforeResponse")).isEqualTo(1);
  }

  @Test
  void receiptsThatContradictTheFirst() {
    flow("then: [DELIVRD, ENROUTE, UNDELIV], gapMs: 1");
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "many");
      String id = client.next().cString();
      for (String stat : new String[] {"DELIVRD", "DELIVRD", "ENROUTE", "UNDELIV"}) {
        Pdu receipt = client.next();
        assertThat(receipt.shortMessage()).startsWith("id:" + id).contains("stat:" + stat + " ");
        client.acknowledge(receipt, 0);
      }
      client.send(0x15, new byte[0]);
      client.next();
    }
    assertThat(simulator.counts().receiptsSent()).isEqualTo(4);
    assertThat(simulator.counts().receiptsAcknowledged()).isEqualTo(1);
    assertThat(simulator.counts().receiptsDue()).isZero();
    assertThat(fault("receiptsExtra")).isEqualTo(3);
  }

  @Test
  void aReceiptOverAnotherBindOfTheAccount() {
    flow("otherBind: true");
    try (TestClient client = TestClient.bound(simulator.smppPort());
        TestClient other = TestClient.bound(simulator.smppPort())) {
      for (int i = 0; i < 3; i++) {
        client.submit(TO, "text " + i);
        assertThat(client.next().status()).isZero();
        assertThat(other.next().shortMessage()).endsWith("text:text " + i);
      }
    }
    assertThat(fault("receiptsOtherBind")).isEqualTo(3);
  }

  @Test
  void aReceiptAfterARefusal() {
    flow("status: '0x45'");
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "refused");
      assertThat(client.next().status()).isEqualTo(0x45);
      assertThat(client.next().shortMessage()).contains("stat:DELIVRD").endsWith("text:refused");
    }
    assertThat(simulator.counts().refused()).isEqualTo(1);
    assertThat(simulator.counts().receiptsDue()).isZero();
    assertThat(fault("receiptsAfterRefusal")).isEqualTo(1);
  }

  @Test
  void aReceiptOfAnUnknownId() {
    flow("unknownId: true");
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "and a stranger");
      String id = client.next().cString();
      assertThat(client.next().shortMessage()).startsWith("id:" + id + " ");
      assertThat(client.next().shortMessage()).startsWith("id:").doesNotContain(id);
    }
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
  void idsAreWrittenInTwoBases(String ids, int responseBase, int receiptBase) {
    configure(
        "{ ids: %s, idDigits: { receipt: 30 }, receipts: { delay: { fixedMs: 0 } } }"
            .formatted(ids));
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "Hi");
      String told = client.next().cString();
      var receipt = Pattern.compile("id:(\\w{30}) .*").matcher(client.next().shortMessage());
      assertThat(receipt.matches()).isTrue();
      assertThat(new BigInteger(receipt.group(1), receiptBase))
          .isEqualTo(new BigInteger(told, responseBase));
    }
  }

  @Test
  void idsMayBeUuids() {
    configure("{ ids: uuid, receipts: { delay: { fixedMs: 0 } } }");
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "Hi");
      String told = client.next().cString();
      assertThat(java.util.UUID.fromString(told).version()).isEqualTo(4);
      assertThat(client.next().shortMessage()).startsWith("id:" + told + " ");
    }
  }

  private Pdu receipt() {
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "Hi");
      assertThat(client.next().status()).isZero();
      Pdu receipt = client.next();
      client.acknowledge(receipt, 0);
      client.send(0x15, new byte[0]);
      client.next();
      return receipt;
    }
  }

  private void flow(String flow) {
    configure(
        "{ receipts: { delay: { fixedMs: 0 } }, faults: [{ fault: receipt, to: '.*', flow: { %s } }] }"
            .formatted(flow));
  }

  private void configure(String yaml) {
    simulator.configure(BehaviourFormat.fromYaml(yaml));
  }

  private long fault(String key) {
    return simulator.counts().faults().getOrDefault(key, -1L);
  }
}
