package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.numbers.RecipientKey;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.smpp.DeliverSm;
import dev.notifier.worker.smpp.InboundPdu;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where inbound messages go. */
class InboundForwarderTest {
  @ParameterizedTest
  @CsvSource({
    "0x00, id:5 stat:DELIVRD, false, false",
    "0x00, id:5 stat:DELIVRD, true, true",
    "0x03, id:5 sub:001 stat:undeliv err:1 text:x, true, true",
    "0x00, Xin chao, true, false",
    "0x00, id:5 stat:khong ro, true, false",
    "0x04, Xin chao, false, true",
  })
  void aTextIsAReceiptOnlyIfTheRouteTrustsIt(
      String esmClass, String text, boolean trustsText, boolean receipt) {
    DeliverSm message =
        new DeliverSm(
            0,
            1,
            "84912345678",
            "BHXHVN",
            Integer.decode(esmClass),
            0,
            text.getBytes(StandardCharsets.US_ASCII),
            Map.of());

    assertThat(InboundForwarder.isReceipt(message, trustsText)).isEqualTo(receipt);
  }

  /** All segments of a number are in one partition, with the key that its events have. */
  @Test
  void theKeyIsTheHmacOfTheNumber() {
    RecipientKey numbers = new RecipientKey(new byte[RecipientKey.MIN_SECRET_BYTES]);
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    InboundForwarder forwarder = new InboundForwarder(producer, () -> Instant.EPOCH, numbers);

    for (String sender : List.of("84912345678", "0912345678", "VIETTEL", "191")) {
      forwarder.forward(
          new BindId(1, "viettel", 0), new InboundPdu(from(sender), 1, 0, _ -> {}), false);
    }
    forwarder.stop();
    forwarder.run();

    String key = numbers.bitsOf("+84912345678").toString().replace("-", "");
    assertThat(
            producer.history().stream()
                .map(record ->
                    record.key() == null
                        ? "none"
                        : new String(record.key(), StandardCharsets.US_ASCII)))
        .containsExactly(key, key, "none", "none");
  }

  private static DeliverSm from(String sender) {
    return new DeliverSm(
        0, 1, sender, "8079", 0, 0, "BH TC".getBytes(StandardCharsets.US_ASCII), Map.of());
  }
}
