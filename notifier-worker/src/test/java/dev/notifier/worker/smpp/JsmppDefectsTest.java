package dev.notifier.worker.smpp;

import static dev.notifier.worker.smpp.FakeSmsc.bindResponse;
import static dev.notifier.worker.smpp.FakeSmsc.pdu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.worker.smpp.FakeSmsc.Peer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Defects of jSMPP that matter with real carriers and that this package avoids. Defects that no
 * bytes can show are avoided because their code is not used: blocking submits, listeners, receipts,
 * date formats, segmentation, data codings.
 */
class JsmppDefectsTest {
  private final FakeSmsc smsc = smsc();
  private final RecordingListener listener = new RecordingListener();

  @AfterEach
  void close() throws Exception {
    smsc.close();
  }

  /** A field that is too long is rejected before anything is written. */
  @Test
  void anInvalidSubmissionHasNoEffect() throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);
    Peer peer = smsc.peer();

    assertThatThrownBy(() -> connection.submit(SmppFixtures.submit("x".repeat(255))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("short_message");
    int sequence = connection.submit(SmppFixtures.submit("x"));
    connection.flush();

    assertThat(peer.expect(CommandId.SUBMIT_SM).sequence()).isEqualTo(sequence);
    connection.abort();
  }

  /** jSMPP reports the end only after its transaction timer. */
  @Test
  void aClosedConnectionIsReportedAtOnceAndOnce() throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);
    Peer peer = smsc.peer();
    for (int i = 0; i < 3; i++) {
      connection.submit(SmppFixtures.submit("x"));
    }
    connection.flush();
    peer.expect(CommandId.SUBMIT_SM);

    peer.close();

    assertThat(listener.nextClose()).isNotEmpty();
    assertThatThrownBy(
            () -> {
              connection.submit(SmppFixtures.submit("x"));
              connection.flush();
            })
        .isInstanceOf(ConnectionLostException.class);
    connection.abort();
    assertThat(listener.closed).isEmpty();
  }

  /** A segment that the SMSC accepted is accepted, also if the response is malformed. */
  @ParameterizedTest
  @CsvSource({
    "'', , -1",
    "414200, AB, -1",
    "4142, AB, -1",
    "4142000428000150, AB, 80",
    "41420004280005, AB, -1",
    "414200042800, AB, -1",
    "00, , -1",
  })
  void aMalformedResponseIsAResponse(String body, @Nullable String id, int congestion)
      throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);
    Peer peer = smsc.peer();
    int sequence = connection.submit(SmppFixtures.submit("x"));
    connection.flush();
    peer.expect(CommandId.SUBMIT_SM);

    peer.send(CommandId.SUBMIT_SM_RESP, 0, sequence, HexFormat.of().parseHex(body));

    assertThat(listener.nextResponse()).isEqualTo(new SubmitSmResp(sequence, 0, id, congestion));
    connection.abort();
  }

  /** The specification limits a message id to 64 characters. */
  @Test
  void aMessageIdThatIsTooLongIsAccepted() throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);
    String id = "f".repeat(80);

    smsc.peer().send(CommandId.SUBMIT_SM_RESP, 0, 1, ascii(id + "\0"));

    assertThat(listener.nextResponse().messageId()).isEqualTo(id);
    connection.abort();
  }

  /** Receipts that are not answered yet block nothing. */
  @Test
  void fourHundredReceiptsDelayNoResponseAndAllAreAcknowledged() throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);
    Peer peer = smsc.peer();
    for (int i = 0; i < 400; i++) {
      peer.send(CommandId.DELIVER_SM, 0, 1_000 + i, SmppFixtures.receipt("" + i));
    }
    peer.send(CommandId.SUBMIT_SM_RESP, 0, 7, ascii("A\0"));
    peer.send(CommandId.ENQUIRE_LINK, 0, 9, new byte[0]);

    assertThat(listener.nextResponse().sequence()).isEqualTo(7);
    assertThat(peer.expect(CommandId.ENQUIRE_LINK_RESP).status()).isZero();
    List<InboundPdu> arrived = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      arrived.add(listener.nextPdu());
    }
    assertThat(arrived).noneMatch(InboundPdu::isResponded);
    arrived.forEach(each -> each.acknowledge());
    for (int i = 0; i < 400; i++) {
      FakeSmsc.Pdu response = peer.expect(CommandId.DELIVER_SM_RESP);
      assertThat(response.status()).isZero();
      assertThat(response.sequence()).isEqualTo(1_000 + i);
      assertThat(response.body()).containsExactly(0);
    }
    connection.abort();
  }

  /** jSMPP may reorder PDUs in its thread pool. */
  @Test
  void responsesAndReceiptsKeepTheirOrder() throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    RecordingListener ordering =
        new RecordingListener() {
          @Override
          public void responded(SubmitSmResp response) {
            order.add("response " + response.messageId());
          }

          @Override
          public void received(InboundPdu pdu) {
            order.add("receipt " + pdu.message().sequence());
            super.received(pdu);
          }
        };
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), ordering);
    Peer peer = smsc.peer();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      peer.send(CommandId.SUBMIT_SM_RESP, 0, i, ascii(i + "\0"));
      peer.send(CommandId.DELIVER_SM, 0, i, SmppFixtures.receipt("" + i));
      sent.add("response " + i);
      sent.add("receipt " + i);
    }
    for (int i = 0; i < 200; i++) {
      ordering.nextPdu();
    }

    assertThat(order).isEqualTo(sent);
    connection.abort();
  }

  /** A listener that fails concerns one message only. */
  @Test
  void aFailureOfTheListenerMakesTheCarrierSendOneMessageAgain() throws Exception {
    RecordingListener failing =
        new RecordingListener() {
          @Override
          public void received(InboundPdu pdu) {
            throw new IllegalStateException("full");
          }
        };
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), failing);
    Peer peer = smsc.peer();

    peer.send(CommandId.DELIVER_SM, 0, 5, SmppFixtures.receipt("1"));
    peer.send(CommandId.SUBMIT_SM_RESP, 0, 7, ascii("A\0"));

    assertThat(peer.expect(CommandId.DELIVER_SM_RESP).status()).isEqualTo(0x64);
    assertThat(failing.nextResponse().sequence()).isEqualTo(7);
    connection.abort();
  }

  /** A wrong length must not exhaust the memory. */
  @ParameterizedTest
  @CsvSource({"7fffffff", "00011171", "0000000f", "ffffffff"})
  void anImpossibleLengthClosesTheConnection(String length) throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);

    smsc.peer().send(HexFormat.of().parseHex(length + "800000040000000000000001"));

    assertThat(listener.nextClose()).contains("bytes arrived");
    connection.abort();
  }

  /** A connection without a reader would look alive. */
  @Test
  void anErrorInTheReaderClosesTheConnection() throws Exception {
    RecordingListener dying =
        new RecordingListener() {
          @Override
          public void responded(SubmitSmResp response) {
            throw new OutOfMemoryError("for the test");
          }
        };
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), dying);

    smsc.peer().send(CommandId.SUBMIT_SM_RESP, 0, 1, ascii("A\0"));

    assertThat(dying.nextClose()).contains("OutOfMemoryError");
    connection.abort();
  }

  /** A read time-out would break a PDU that arrives in two pieces. */
  @Test
  void aPduMayArriveInTwoPieces() throws Exception {
    SmppConnection connection =
        SmppFixtures.bind(SmppFixtures.with(smsc.port(), SmppFixtures.BUSY), listener);
    Peer peer = smsc.peer();
    byte[] whole = pdu(CommandId.DELIVER_SM, 0, 5, SmppFixtures.receipt("1"));
    byte[] enquiry = pdu(CommandId.ENQUIRE_LINK_RESP, 0, 1, new byte[0]);
    smsc.respondsToEnquiries = false;

    peer.send(Arrays.copyOf(whole, 10));
    peer.expect(CommandId.ENQUIRE_LINK);
    peer.expect(CommandId.ENQUIRE_LINK);
    peer.send(Arrays.copyOfRange(whole, 10, whole.length));
    peer.send(enquiry);

    assertThat(listener.nextPdu().message().sequence()).isEqualTo(5);
    connection.abort();
  }

  /** A receipt may arrive in the same packet as the bind response. */
  @Test
  void aReceiptRightAfterTheBindResponseIsReceived() throws Exception {
    smsc.bindResponder =
        bind -> {
          byte[] response = bindResponse(bind, 0);
          byte[] receipt = pdu(CommandId.DELIVER_SM, 0, 5, SmppFixtures.receipt("1"));
          byte[] both = Arrays.copyOf(response, response.length + receipt.length);
          System.arraycopy(receipt, 0, both, response.length, receipt.length);
          return both;
        };
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);

    listener.nextPdu().acknowledge();

    assertThat(smsc.peer().expect(CommandId.DELIVER_SM_RESP).status()).isZero();
    connection.abort();
  }

  /** Carriers use reserved types of number, and senders in any charset. */
  @ParameterizedTest
  @CsvSource({"0763, 84912345678", "ffff, Café", "0500, \u00FF\u00FE"})
  void unusualAddressesAreAccepted(String tonNpi, String sender) throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);

    smsc.peer().send(CommandId.DELIVER_SM, 0, 5, SmppFixtures.deliver(tonNpi, sender, "hi", ""));

    assertThat(listener.nextPdu().message().sourceAddress()).isEqualTo(sender);
    connection.abort();
  }

  /** jSMPP would write the sender in the platform's charset. */
  @Test
  void aSenderThatIsNotAsciiIsRejected() throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);
    SubmitSm submit = SmppFixtures.submit("x");

    assertThatThrownBy(() ->
            connection.submit(
                new SubmitSm(
                    new SubmitSm.Address("Café", 5, 0),
                    submit.recipient(),
                    false,
                    0,
                    submit.shortMessage(),
                    "",
                    true,
                    List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("source_addr")
        .hasMessageNotContaining("Caf");
    connection.abort();
  }

  /** The TLV has more than 32,767 bytes, and another byte follows it. */
  @Test
  void aLongMessagePayloadIsRead() throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);
    String tlv = "04249c40" + "41".repeat(40_000) + "00";

    smsc.peer()
        .send(CommandId.DELIVER_SM, 0, 5, SmppFixtures.deliver("0101", "84912345678", "", tlv));

    assertThat(listener.nextPdu().message().tlvs().get("0424")).hasSize(40_000);
    connection.abort();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static FakeSmsc smsc() {
    try {
      return new FakeSmsc();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
