package dev.notifier.worker.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jsmpp.SMPPConstant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SmppOctetsTest {
  private final List<String> heard = new ArrayList<>();
  private final PduReader reader =
      new PduReader(
          new PduReader.Sink() {
            @Override
            public void heard() {}

            @Override
            public void answered(
                int sequence, int commandStatus, @Nullable String messageId, int congestion) {
              heard.add(sequence + ":" + commandStatus + ":" + messageId + ":" + congestion);
            }

            @Override
            public void delivered(DeliverSm message, int responseId) {
              heard.add("deliver " + message.sequence());
            }

            @Override
            public void asked(byte[] response) {
              heard.add("asked " + HexFormat.of().formatHex(response));
            }

            @Override
            public void unbindAsked(byte[] response) {
              heard.add("unbind");
            }

            @Override
            public void unbound() {
              heard.add("unbound");
            }

            @Override
            public void ended(String reason) {
              heard.add(reason);
            }
          });

  @Test
  void answersAndDeliveriesAreTakenAsideAndTheRestIsLeftToTheLibrary() throws Exception {
    byte[] stream =
        join(
            pdu(SMPPConstant.CID_SUBMIT_SM_RESP, 0, 7, "ABC\0"),
            pdu(SMPPConstant.CID_SUBMIT_SM_RESP, 0x58, 8, ""),
            pdu(SMPPConstant.CID_SUBMIT_SM_RESP, 0, 9, "no-nul"),
            pdu(SMPPConstant.CID_ENQUIRE_LINK_RESP, 0, 10, ""),
            pdu(SMPPConstant.CID_SUBMIT_SM_RESP, 0x58, 12, "X\0\4\50\0\1\132"),
            pdu(SMPPConstant.CID_ENQUIRE_LINK, 0, 13, ""),
            pdu(0x33, 0, 14, "what"),
            pdu(SMPPConstant.CID_BIND_TRANSCEIVER_RESP, 0, 11, ""));

    var header = reader.readPDUHeader(new DataInputStream(new ByteArrayInputStream(stream)));

    assertThat(heard)
        .containsExactly(
            "7:0:ABC:-1",
            "8:88:null:-1",
            "9:0:no-nul:-1",
            "12:88:X:90",
            "asked 0000001080000015000000000000000d",
            "asked 0000001080000000000000030000000e");
    assertThat(header.getSequenceNumber()).isEqualTo(11);
  }

  @Test
  void aLengthThatCannotBeTrueEndsTheLinkInsteadOfTheMemory() {
    byte[] stream = {0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0, 0, 0, 0};

    assertThatThrownBy(
            () -> reader.readPDUHeader(new DataInputStream(new ByteArrayInputStream(stream))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("2147483647");
  }

  @Test
  void aDeliveryThatIsCutShortIsReadAsFarAsItGoes() {
    byte[] whole =
        join(
            new byte[16],
            "\0\0\0".getBytes(StandardCharsets.ISO_8859_1),
            "84912345678\0\7\7BHXHVN\0".getBytes(StandardCharsets.ISO_8859_1),
            new byte[] {0x04, 0, 0, 0, 0, 0, 0, 8, 0, 3, 'i', 'd', ':'},
            new byte[] {0x00, 0x1E, 0, 2, 'X', 0});
    DeliverSm message = DeliverSm.decode(whole, 5);

    assertThat(message.isReceipt()).isTrue();
    assertThat(message.sourceAddress()).isEqualTo("84912345678");
    assertThat(message.dataCoding()).isEqualTo(8);
    assertThat(message.tlvs()).containsKey("001E");
    for (int length = 16; length <= whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThat(DeliverSm.decode(cut, 5).sequence()).isEqualTo(5);
    }
  }

  @Test
  void aGroupIsOneWriteAndAnOwnerThatMayNotWriteSendsNothing() throws IOException {
    ByteArrayOutputStream socket = new ByteArrayOutputStream();
    AtomicBoolean may = new AtomicBoolean(true);
    GuardedSocketOutput out = new GuardedSocketOutput(socket, may::get, () -> 0);

    out.cork();
    out.write(new byte[] {1, 2});
    out.flush();
    assertThat(socket.size()).isZero();

    may.set(false);
    assertThatThrownBy(out::uncork).isInstanceOf(IOException.class);
    assertThat(socket.size()).isZero();
  }

  private static byte[] pdu(int id, int status, int sequence, String body) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(octets);
    out.writeInt(16 + body.length());
    out.writeInt(id);
    out.writeInt(status);
    out.writeInt(sequence);
    out.writeBytes(body);
    return octets.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
