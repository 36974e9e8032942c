package dev.notifier.worker.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.worker.smpp.SubmitSm.Address;
import dev.notifier.worker.smpp.SubmitSm.Tlv;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected bytes are written by hand from SMPP v3.4. */
class PduEncoderTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void aSubmitSm() {
    SubmitSm submit =
        new SubmitSm(
            new Address("BHX", 5, 0),
            new Address("8491", 1, 9),
            true,
            8,
            new byte[] {5, 0, 3, 1, 2, 1, 0x01, 0x11},
            "000001020304000R",
            true,
            List.of(new Tlv(0x1401, new byte[] {0, (byte) 0xFF}), new Tlv(0x1402, new byte[0])));

    assertThat(HEX.formatHex(PduEncoder.submitSm(0x01020304, submit)))
        .isEqualTo(
            "0000004a"
                + "00000004"
                + "00000000"
                + "01020304"
                + "00" // service_type
                + "0500"
                + "42485800" // source
                + "0109"
                + "3834393100" // destination
                + "40"
                + "00"
                + "00" // esm_class, protocol_id, priority_flag
                + "00" // schedule_delivery_time
                + "3030303030313032303330343030305200" // validity_period
                + "01"
                + "00"
                + "08"
                + "00" // registered_delivery, replace, data_coding, default
                + "08"
                + "0500030102010111" // sm_length, short_message
                + "1401"
                + "0002"
                + "00ff"
                + "1402"
                + "0000");
  }

  @Test
  void aBindWithLongCredentials() {
    assertThat(HEX.formatHex(PduEncoder.bind(0x09, 1, "id", "nine-char", "")))
        .isEqualTo(
            "00000022"
                + "00000009"
                + "00000000"
                + "00000001"
                + "696400"
                + "6e696e652d6368617200"
                + "00"
                + "34"
                + "0000"
                + "00");
    assertThat(PduEncoder.bind(0x02, 1, "i".repeat(64), "p".repeat(64), "t".repeat(64)))
        .hasSize(16 + 3 * 65 + 4);
    assertThatThrownBy(() -> PduEncoder.bind(0x02, 1, "id", "secret".repeat(50), ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("password")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> PduEncoder.bind(0x02, 1, "id", "sec\0ret", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("ret");
  }

  @Test
  void responsesAndHeaders() {
    assertThat(HEX.formatHex(PduEncoder.header(CommandId.ENQUIRE_LINK, 0, 7)))
        .isEqualTo("00000010000000150000000000000007");
    assertThat(HEX.formatHex(PduEncoder.withEmptyString(CommandId.DELIVER_SM_RESP, 0x64, 7)))
        .isEqualTo("0000001180000005000000640000000700");
  }

  @Test
  void aFieldThatIsTooLongIsRejectedWithoutItsContentInTheMessage() {
    SubmitSm valid = SmppFixtures.submit("x");
    assertThatThrownBy(() ->
            PduEncoder.submitSm(1, with(valid, new Address("849123456789012345678", 1, 1), "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("destination_addr must not have 21 bytes")
        .hasMessageNotContaining("8491");
    assertThatThrownBy(() -> PduEncoder.submitSm(1, with(valid, valid.recipient(), "0000")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("validity_period");
    assertThatThrownBy(() -> PduEncoder.submitSm(1, SmppFixtures.submit("x".repeat(255))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("short_message must not have 255 bytes");
    assertThat(PduEncoder.submitSm(1, SmppFixtures.submit("x".repeat(254)))).isNotEmpty();
  }

  private static SubmitSm with(SubmitSm other, Address recipient, String validity) {
    return new SubmitSm(
        other.source(), recipient, false, 0, other.shortMessage(), validity, true, List.of());
  }
}
