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
import org.jsmpp.bean.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PduReaderTest {
  private final List<ReceivedPdu> received = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();
  private final PduReader reader =
      new PduReader(CommandId.BIND_TRANSCEIVER_RESP, received::add, ends::add, () -> 0);

  @Test
  void everyPduBeforeTheBindResponseIsDecoded() throws Exception {
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

    Command header = reader.readPDUHeader(in(stream));

    assertThat(received)
        .filteredOn(SubmitSmResp.class::isInstance)
        .containsExactly(
            new SubmitSmResp(7, 0, "ABC", -1),
            new SubmitSmResp(8, 0x58, null, -1),
            new SubmitSmResp(9, 0, "no-nul", -1),
            new SubmitSmResp(12, 0x58, "X", 90));
    assertThat(received)
        .filteredOn(ReceivedPdu.Request.class::isInstance)
        .extracting(pdu -> HexFormat.of().formatHex(((ReceivedPdu.Request) pdu).response()))
        .containsExactly("0000001080000015000000000000000d", "0000001080000000000000030000000e");
    assertThat(header.getSequenceNumber()).isEqualTo(11);
    assertThat(ends).isEmpty();
  }

  /** jSMPP rejects a system_id without NUL or of more than 15 bytes, and wrong lengths of TLVs. */
  @ParameterizedTest
  @ValueSource(strings = {"", "no-nul", "a-system-id-that-is-too-long\0", "smsc\0\2\20\0\7\64"})
  void jsmppGetsEveryBindResponseWithAnEmptyBody(String body) throws Exception {
    DataInputStream in = in(pdu(SMPPConstant.CID_BIND_TRANSCEIVER_RESP, 0x05, 11, body));

    Command header = reader.readPDUHeader(in);
    byte[] bindResp = reader.readPDU(in, header);

    assertThat(HexFormat.of().formatHex(bindResp)).isEqualTo("0000001180000009000000050000000100");
    assertThat(in.available()).isZero();
  }

  @Test
  void anImpossibleLengthEndsTheConnection() {
    byte[] stream = {0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0, 0, 0, 0};

    assertThatThrownBy(() -> reader.readPDUHeader(in(stream)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("2147483647");
    assertThat(ends).hasSize(1);
  }

  @Test
  void aDeliverSmThatIsTooShortIsReadAsFarAsItGoes() {
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
  void aBatchIsOneWriteAndAnOwnerThatMayNotWriteSendsNothing() throws IOException {
    ByteArrayOutputStream socket = new ByteArrayOutputStream();
    AtomicBoolean mayWrite = new AtomicBoolean(true);
    GuardedSocketOutput out = new GuardedSocketOutput(socket, mayWrite::get, () -> 0);

    out.cork();
    out.write(new byte[] {1, 2});
    out.flush();
    assertThat(socket.size()).isZero();

    mayWrite.set(false);
    assertThatThrownBy(out::uncork).isInstanceOf(IOException.class);
    assertThat(socket.size()).isZero();
  }

  private static DataInputStream in(byte[] stream) {
    return new DataInputStream(new ByteArrayInputStream(stream));
  }

  private static byte[] pdu(int id, int status, int sequence, String body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(16 + body.length());
    out.writeInt(id);
    out.writeInt(status);
    out.writeInt(sequence);
    out.writeBytes(body);
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... pdus) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] pdu : pdus) {
      all.writeBytes(pdu);
    }
    return all.toByteArray();
  }
}
