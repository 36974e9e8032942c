package dev.notifier.worker.smpp;

import static dev.notifier.worker.smpp.FakeSmsc.bindResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.worker.smpp.ConnectionSettings.Inbound;
import dev.notifier.worker.smpp.ConnectionSettings.Timers;
import dev.notifier.worker.smpp.FakeSmsc.Peer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections over sockets to an SMSC that a test controls. */
class BoundConnectionTest implements SmppConnectionContract {
  private static final int BIND_RECEIVER = 0x01;
  private static final int BIND_TRANSMITTER = 0x02;
  private static final int BIND_TRANSCEIVER = 0x09;

  private final RecordingListener listener = new RecordingListener();
  private FakeSmsc smsc;

  @BeforeEach
  void open() throws Exception {
    smsc = new FakeSmsc();
  }

  @AfterEach
  void close() throws Exception {
    smsc.close();
  }

  @Override
  public SmppConnection bind(RecordingListener recording) throws Exception {
    return SmppFixtures.bind(SmppFixtures.settings(smsc.port()), recording);
  }

  @Test
  void unbindWaitsForTheResponseAndCloses() throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);
    Peer peer = smsc.peer();
    peer.expect(BIND_TRANSCEIVER);

    connection.unbind();

    assertThat(listener.nextClose()).isEqualTo("Unbound");
    assertThat(peer.countUntilEnd(CommandId.UNBIND)).isEqualTo(1);
  }

  @Test
  void anUnbindOfTheCarrierIsAnsweredAndClosesTheConnection() throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);
    Peer peer = smsc.peer();

    peer.send(CommandId.UNBIND, 0, 77, new byte[0]);

    assertThat(peer.expect(CommandId.UNBIND_RESP).sequence()).isEqualTo(77);
    assertThat(listener.nextClose()).isEqualTo("The carrier unbound the session");
    connection.abort();
    assertThat(listener.closed).isEmpty();
  }

  @Test
  void anUnknownRequestIsRejectedAndTheConnectionStays() throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);
    Peer peer = smsc.peer();

    peer.send(0x00000033, 0, 5, new byte[0]);
    peer.send(CommandId.ALERT_NOTIFICATION, 0, 6, new byte[0]);
    peer.send(0x80000033, 0, 7, new byte[0]);
    peer.send(CommandId.ENQUIRE_LINK, 0, 8, new byte[0]);

    FakeSmsc.Pdu nack = peer.expect(CommandId.GENERIC_NACK);
    assertThat(nack.status()).isEqualTo(0x03);
    assertThat(nack.sequence()).isEqualTo(5);
    assertThat(peer.expect(CommandId.ENQUIRE_LINK_RESP).sequence()).isEqualTo(8);
    connection.abort();
  }

  @ParameterizedTest
  @CsvSource({"0x03, 0x03", "0x58, 0x58", "0, 0xFF"})
  void aGenericNackRejectsASubmission(String sent, String received) throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);

    smsc.peer().send(CommandId.GENERIC_NACK, Integer.decode(sent), 5, new byte[0]);

    assertThat(listener.nextResponse())
        .isEqualTo(new SubmitSmResp(5, Integer.decode(received), null, -1));
    connection.abort();
  }

  @Test
  void aReceiptInADataSmIsAnsweredWithADataSmResp() throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);
    Peer peer = smsc.peer();
    byte[] body =
        HexFormat.of()
            .parseHex("000101383439313200050042485800" + "040000" + "001e00024100" + "0427000102");

    peer.send(CommandId.DATA_SM, 0, 5, body);

    InboundPdu inbound = listener.nextPdu();
    assertThat(inbound.message().isReceipt()).isTrue();
    assertThat(inbound.message().sourceAddress()).isEqualTo("84912");
    assertThat(inbound.message().tlvs()).containsOnlyKeys("001E", "0427");
    inbound.acknowledge();
    FakeSmsc.Pdu response = peer.expect(CommandId.DATA_SM_RESP);
    assertThat(response.status()).isZero();
    assertThat(response.sequence()).isEqualTo(5);
    connection.abort();
  }

  /** esm_class | optional parameters in hex | whether it is a receipt. */
  @ParameterizedTest
  @CsvSource({
    "04, '', true",
    "24, '', true",
    "20, '', true",
    "44, '', true",
    "00, '', false",
    "03, '', false",
    "40, '', false",
    "00, 001e00024100 0427000102, true",
    "03, 0427000102 001e00024100, true",
    "43, 0427000102 001e00024100, true",
    "08, 0427000102 001e00024100, true",
    "00, 001e00024100, false",
    "00, 0427000102, false",
  })
  void theParametersOfAReceiptMakeAReceipt(String esmClass, String tlvs, boolean receipt)
      throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);
    Peer peer = smsc.peer();
    String parameters = tlvs.replace(" ", "");
    for (String text : new String[] {"", "id:A stat:DELIVRD"}) {
      byte[] body = SmppFixtures.deliver("0101", "84912345678", text, parameters);
      body[1 + 2 + 12 + 2 + 7] = HexFormat.of().parseHex(esmClass)[0];
      peer.send(CommandId.DELIVER_SM, 0, 5, body);
      assertThat(listener.nextPdu().message().isReceipt()).isEqualTo(receipt);
    }
    String dataSm = "00" + "0101" + "383400" + "0500" + "42485800" + esmClass + "0000" + parameters;
    peer.send(CommandId.DATA_SM, 0, 6, HexFormat.of().parseHex(dataSm));
    assertThat(listener.nextPdu().message().isReceipt()).isEqualTo(receipt);
    connection.abort();
  }

  @Test
  void anInboundMessageThatIsNotAnsweredInTimeGetsTheRetryStatusOnce() throws Exception {
    SmppConnection connection =
        SmppFixtures.bind(
            SmppFixtures.with(smsc.port(), new Inbound(0x14, Duration.ofMillis(50))), listener);
    Peer peer = smsc.peer();

    peer.send(CommandId.DELIVER_SM, 0, 5, SmppFixtures.receipt("1"));
    InboundPdu late = listener.nextPdu();
    FakeSmsc.Pdu retry = peer.expect(CommandId.DELIVER_SM_RESP);
    assertThat(retry.status()).isEqualTo(0x14);
    assertThat(late.isResponded()).isTrue();
    late.acknowledge();
    late.requestRetry();
    peer.send(CommandId.ENQUIRE_LINK, 0, 6, new byte[0]);
    peer.expect(CommandId.ENQUIRE_LINK_RESP);
    connection.abort();

    assertThat(peer.countUntilEnd(CommandId.DELIVER_SM_RESP)).isZero();
  }

  @Test
  void aSilentCarrierIsGivenUpAfterSeveralEnquireLinks() throws Exception {
    smsc.respondsToEnquiries = false;
    Duration shortly = Duration.ofMillis(50);
    Timers timers = new Timers(Duration.ofSeconds(30), Duration.ofSeconds(30), shortly, shortly, 3);
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.with(smsc.port(), timers), listener);

    assertThat(listener.nextClose()).contains("enquire_link");
    assertThat(smsc.peer().countUntilEnd(CommandId.ENQUIRE_LINK)).isBetween(1, 3);
    connection.abort();
  }

  @Test
  void anOwnerThatMayNotWriteLosesTheConnectionAndSendsNothing() throws Exception {
    AtomicBoolean mayWrite = new AtomicBoolean(true);
    SmppConnection connection =
        BoundConnection.bind(
            SmppFixtures.settings(smsc.port()), listener, System::nanoTime, mayWrite::get);
    Peer peer = smsc.peer();
    connection.submit(SmppFixtures.submit("x"));

    mayWrite.set(false);

    assertThatThrownBy(connection::flush).isInstanceOf(ConnectionLostException.class);
    assertThat(listener.nextClose()).contains("may not write");
    assertThat(peer.countUntilEnd(CommandId.SUBMIT_SM)).isZero();
  }

  /** While the journal hangs, the carrier must be asked to send its receipts again. */
  @Test
  void anOwnerWithoutALeaseStillResponds() throws Exception {
    AtomicBoolean mayRespond = new AtomicBoolean(true);
    WritePermission responsesOnly =
        new WritePermission() {
          private boolean isBinding = true;

          @Override
          public boolean maySubmit() {
            boolean isFirst = isBinding;
            isBinding = false;
            return isFirst;
          }

          @Override
          public boolean mayRespond() {
            return mayRespond.get();
          }
        };
    SmppConnection connection =
        BoundConnection.bind(
            SmppFixtures.with(smsc.port(), new Inbound(0x14, Duration.ofMillis(50))),
            listener,
            System::nanoTime,
            responsesOnly);
    Peer peer = smsc.peer();
    connection.submit(SmppFixtures.submit("x"));

    peer.send(CommandId.ENQUIRE_LINK, 0, 4, new byte[0]);
    assertThat(peer.expect(CommandId.ENQUIRE_LINK_RESP).sequence()).isEqualTo(4);
    peer.send(CommandId.DELIVER_SM, 0, 5, SmppFixtures.receipt("1"));
    assertThat(peer.expect(CommandId.DELIVER_SM_RESP).status()).isEqualTo(0x14);
    peer.send(CommandId.DELIVER_SM, 0, 6, SmppFixtures.receipt("2"));
    listener.nextPdu();
    listener.nextPdu().acknowledge();
    assertThat(peer.expect(CommandId.DELIVER_SM_RESP).sequence()).isEqualTo(6);
    assertThat(listener.closed).isEmpty();
    assertThat(listener.answers).hasSize(2);

    mayRespond.set(false);
    peer.send(CommandId.ENQUIRE_LINK, 0, 7, new byte[0]);

    assertThat(listener.nextClose()).contains("may not write");
    assertThat(peer.countUntilEnd(CommandId.SUBMIT_SM)).isZero();
    assertThatThrownBy(connection::flush).isInstanceOf(ConnectionLostException.class);
  }

  @Test
  void aRejectedBindHasItsCommandStatus() {
    smsc.bindResponder = bind -> bindResponse(bind, 0x0E);

    assertThatThrownBy(() -> SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener))
        .isInstanceOfSatisfying(
            BindRefusedException.class,
            e -> {
              assertThat(e.commandStatus()).isEqualTo(0x0E);
              assertThat(e)
                  .hasMessage(
                      "The carrier rejected the bind with 0x0E (invalid password): correct the"
                          + " password of the route");
            });
    assertThat(listener.closed).isEmpty();
  }

  @Test
  void aCarrierThatCannotBeReachedIsNamedWithWhatToCheck() throws IOException {
    int unused;
    try (ServerSocket server = new ServerSocket(0)) {
      unused = server.getLocalPort();
    }

    assertThatThrownBy(() -> SmppFixtures.bind(SmppFixtures.settings(unused), listener))
        .isInstanceOf(ConnectionLostException.class)
        .hasMessage(
            "The carrier could not be reached at 127.0.0.1:%d: Connection refused; check host and"
                    .formatted(unused)
                + " port");
    ConnectionSettings misspelt =
        SmppFixtures.settings(
            "smsc.invalid", 2775, false, SmppFixtures.PATIENT, null, SmppFixtures.INBOUND);
    assertThatThrownBy(() -> SmppFixtures.bind(misspelt, listener))
        .isInstanceOf(ConnectionLostException.class)
        .hasMessage(
            "The carrier could not be reached at smsc.invalid:2775: this host name is unknown;"
                + " check host and the name server");
  }

  @Test
  void aBindWithoutAResponseTimesOut() {
    smsc.bindResponder = _ -> new byte[0];
    Timers timers =
        new Timers(
            Duration.ofSeconds(30),
            Duration.ofMillis(200),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            3);

    assertThatThrownBy(() -> SmppFixtures.bind(SmppFixtures.with(smsc.port(), timers), listener))
        .isInstanceOf(ConnectionLostException.class);
  }

  @Test
  void transmitterAndReceiverAreOneConnection() throws Exception {
    SmppConnection connection = SmppFixtures.bind(SmppFixtures.separate(smsc.port()), listener);
    Peer transmitter = smsc.peer();
    Peer receiver = smsc.peer();
    transmitter.expect(BIND_TRANSMITTER);
    receiver.expect(BIND_RECEIVER);

    int sequence = connection.submit(SmppFixtures.submit("x"));
    connection.flush();
    assertThat(transmitter.expect(CommandId.SUBMIT_SM).sequence()).isEqualTo(sequence);
    transmitter.send(
        CommandId.SUBMIT_SM_RESP, 0, sequence, "A\0".getBytes(StandardCharsets.US_ASCII));
    assertThat(listener.nextResponse().messageId()).isEqualTo("A");

    receiver.send(CommandId.DELIVER_SM, 0, 5, SmppFixtures.receipt("A"));
    listener.nextPdu().acknowledge();
    assertThat(receiver.expect(CommandId.DELIVER_SM_RESP).status()).isZero();

    connection.unbind();
    assertThat(transmitter.countUntilEnd(CommandId.UNBIND)).isEqualTo(1);
    assertThat(receiver.countUntilEnd(CommandId.UNBIND)).isEqualTo(1);
    assertThat(listener.nextClose()).isEqualTo("Unbound");
    assertThat(listener.closed).isEmpty();
  }

  @Test
  void bothSessionsSendEnquireLink() throws Exception {
    SmppConnection connection =
        SmppFixtures.bind(
            SmppFixtures.settings(
                "127.0.0.1", smsc.port(), true, SmppFixtures.BUSY, null, SmppFixtures.INBOUND),
            listener);

    smsc.peer().expect(CommandId.ENQUIRE_LINK);
    smsc.peer().expect(CommandId.ENQUIRE_LINK);
    connection.abort();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void theConnectionIsClosedWhenEitherSessionIs(boolean transmitterDies) throws Exception {
    SmppFixtures.bind(SmppFixtures.separate(smsc.port()), listener);
    Peer transmitter = smsc.peer();
    Peer receiver = smsc.peer();

    (transmitterDies ? transmitter : receiver).close();

    listener.nextClose();
    (transmitterDies ? receiver : transmitter).countUntilEnd(CommandId.UNBIND);
    assertThat(listener.closed).isEmpty();
  }

  @Test
  void aRejectedReceiverClosesTheTransmitter() throws Exception {
    smsc.bindResponder = bind -> bindResponse(bind, bind.id() == BIND_RECEIVER ? 0x05 : 0);

    assertThatThrownBy(() -> SmppFixtures.bind(SmppFixtures.separate(smsc.port()), listener))
        .isInstanceOf(BindRefusedException.class);

    assertThat(smsc.peer().countUntilEnd(CommandId.SUBMIT_SM)).isZero();
    assertThat(listener.closed).isEmpty();
  }
}
