package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.worker.smpp.DeliverSm;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which inbound messages go to the topic of receipts. */
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
}
