package dev.notifier.worker.smpp;

import static dev.notifier.worker.smpp.FakeCentre.bindResponse;
import static dev.notifier.worker.smpp.FakeCentre.pdu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.worker.smpp.ConnectionSettings.Keeping;
import dev.notifier.worker.smpp.ConnectionSettings.Timers;
import dev.notifier.worker.smpp.FakeCentre.Peer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links over real sockets to a centre that does what a test says. */
class BoundConnectionTest {
  private static final int BIND_RECEIVER = 0x01;
  private static final int BIND_TRANSMITTER = 0x02;
  private static final int BIND_TRANSCEIVER = 0x09;

  private final Ear ear = new Ear();
  private FakeCentre centre;

  @BeforeEach
  void open() throws Exception {
    centre = new FakeCentre();
  }

  @AfterEach
  void close() throws Exception {
    centre.close();
  }

  @Test
  void anOrderlyEndIsAnUnbindThatIsAnswered() throws Exception {
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);
    Peer peer = centre.peer();
    peer.expect(BIND_TRANSCEIVER);

    link.unbind();

    assertThat(Ear.next(ear.ends)).isEqualTo("Unbound");
    assertThat(peer.countUntilEnd(CommandId.UNBIND)).isEqualTo(1);
  }

  @Test
  void anUnbindOfTheCentreIsAnsweredAndEndsTheLink() throws Exception {
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);
    Peer peer = centre.peer();

    peer.send(CommandId.UNBIND, 0, 77, new byte[0]);

    assertThat(peer.expect(CommandId.UNBIND_RESP).sequence()).isEqualTo(77);
    assertThat(Ear.next(ear.ends)).isEqualTo("The carrier unbound the link");
    link.abort();
    assertThat(ear.ends).isEmpty();
  }

  @Test
  void aRequestThatNobodyKnowsIsRefusedAndTheLinkStays() throws Exception {
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);
    Peer peer = centre.peer();

    peer.send(0x00000033, 0, 5, new byte[0]);
    peer.send(CommandId.ALERT_NOTIFICATION, 0, 6, new byte[0]);
    peer.send(0x80000033, 0, 7, new byte[0]);
    peer.send(CommandId.ENQUIRE_LINK, 0, 8, new byte[0]);

    FakeCentre.Pdu nack = peer.expect(CommandId.GENERIC_NACK);
    assertThat(nack.status()).isEqualTo(0x03);
    assertThat(nack.sequence()).isEqualTo(5);
    assertThat(peer.expect(CommandId.ENQUIRE_LINK_RESP).sequence()).isEqualTo(8);
    link.abort();
  }

  @ParameterizedTest
  @CsvSource({"0x03, 0x03", "0x58, 0x58", "0, 0xFF"})
  void aGenericNackRefusesASubmission(String said, String heard) throws Exception {
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);

    centre.peer().send(CommandId.GENERIC_NACK, Integer.decode(said), 5, new byte[0]);

    assertThat(Ear.next(ear.answers)).isEqualTo(new Ear.Answer(5, Integer.decode(heard), null, -1));
    link.abort();
  }

  @Test
  void aReceiptInADataSmIsAnsweredWithADataSmResp() throws Exception {
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);
    Peer peer = centre.peer();
    byte[] body =
        java.util.HexFormat.of()
            .parseHex("000101383439313200050042485800" + "040000" + "001e00024100" + "0427000102");

    peer.send(CommandId.DATA_SM, 0, 5, body);

    InboundPdu inbound = Ear.next(ear.deliveries);
    assertThat(inbound.message().isReceipt()).isTrue();
    assertThat(inbound.message().sourceAddress()).isEqualTo("84912");
    assertThat(inbound.message().tlvs()).containsOnlyKeys("001E", "0427");
    inbound.answer(InboundPdu.OK);
    FakeCentre.Pdu response = peer.expect(CommandId.DATA_SM_RESP);
    assertThat(response.status()).isZero();
    assertThat(response.sequence()).isEqualTo(5);
    link.abort();
  }

  @Test
  void whatNobodyAnswersInTimeIsRefusedOnceAndALateAnswerChangesNothing() throws Exception {
    SmppConnection link =
        Given.bind(Given.with(centre.port(), new Keeping(0x14, Duration.ofMillis(50))), ear);
    Peer peer = centre.peer();

    peer.send(CommandId.DELIVER_SM, 0, 5, Given.receipt("1"));
    InboundPdu late = Ear.next(ear.deliveries);
    FakeCentre.Pdu refused = peer.expect(CommandId.DELIVER_SM_RESP);
    assertThat(refused.status()).isEqualTo(0x14);
    assertThat(late.isAnswered()).isTrue();
    late.answer(InboundPdu.OK);
    late.later();
    peer.send(CommandId.ENQUIRE_LINK, 0, 6, new byte[0]);
    peer.expect(CommandId.ENQUIRE_LINK_RESP);
    link.abort();

    assertThat(peer.countUntilEnd(CommandId.DELIVER_SM_RESP)).isZero();
  }

  @Test
  void aCentreThatSaysNothingAnyMoreIsGivenUpAfterSeveralEnquiries() throws Exception {
    centre.answersEnquiries = false;
    Duration shortly = Duration.ofMillis(50);
    Timers timers = new Timers(Duration.ofSeconds(30), Duration.ofSeconds(30), shortly, shortly, 3);
    SmppConnection link = Given.bind(Given.with(centre.port(), timers), ear);

    assertThat(Ear.next(ear.ends)).contains("enquire_link");
    assertThat(centre.peer().countUntilEnd(CommandId.ENQUIRE_LINK)).isBetween(1, 3);
    link.abort();
  }

  @Test
  void anOwnerThatMayNotWriteLosesTheLinkAndSendsNothing() throws Exception {
    AtomicBoolean may = new AtomicBoolean(true);
    SmppConnection link =
        BoundConnection.bind(Given.settings(centre.port()), ear, System::nanoTime, may::get);
    Peer peer = centre.peer();
    link.submit(Given.submit("x"));

    may.set(false);

    assertThatThrownBy(link::flush).isInstanceOf(ConnectionLostException.class);
    assertThat(Ear.next(ear.ends)).contains("may not write");
    assertThat(peer.countUntilEnd(CommandId.SUBMIT_SM)).isZero();
  }

  @Test
  void aNoToTheBindIsToldWithItsCode() {
    centre.onBind = bind -> bindResponse(bind, 0x0E);

    assertThatThrownBy(() -> Given.bind(Given.settings(centre.port()), ear))
        .isInstanceOfSatisfying(
            BindRefusedException.class, no -> assertThat(no.commandStatus()).isEqualTo(0x0E));
    assertThat(ear.ends).isEmpty();
  }

  @Test
  void aCentreThatDoesNotKnowTheBindOrHangsUpIsNotBound() {
    centre.onBind = bind -> pdu(CommandId.GENERIC_NACK, 0x03, bind.sequence(), new byte[0]);
    assertThatThrownBy(() -> Given.bind(Given.settings(centre.port()), ear))
        .isInstanceOfAny(ConnectionLostException.class, BindRefusedException.class);

    centre.onBind = _ -> null;
    assertThatThrownBy(() -> Given.bind(Given.settings(centre.port()), ear))
        .isInstanceOf(ConnectionLostException.class);
    assertThat(ear.ends).isEmpty();
  }

  @Test
  void aCentreThatDoesNotAnswerTheBindIsGivenUpInTime() {
    centre.onBind = _ -> new byte[0];
    Timers timers =
        new Timers(
            Duration.ofSeconds(30),
            Duration.ofMillis(200),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            3);

    assertThatThrownBy(() -> Given.bind(Given.with(centre.port(), timers), ear))
        .isInstanceOf(ConnectionLostException.class);
  }

  @Test
  void transmitterAndReceiverAreOneLink() throws Exception {
    SmppConnection link = Given.bind(Given.separate(centre.port()), ear);
    Peer transmitter = centre.peer();
    Peer receiver = centre.peer();
    transmitter.expect(BIND_TRANSMITTER);
    receiver.expect(BIND_RECEIVER);

    int sequence = link.submit(Given.submit("x"));
    link.flush();
    assertThat(transmitter.expect(CommandId.SUBMIT_SM).sequence()).isEqualTo(sequence);
    transmitter.send(
        CommandId.SUBMIT_SM_RESP, 0, sequence, "A\0".getBytes(StandardCharsets.US_ASCII));
    assertThat(Ear.next(ear.answers).id()).isEqualTo("A");

    receiver.send(CommandId.DELIVER_SM, 0, 5, Given.receipt("A"));
    Ear.next(ear.deliveries).answer(InboundPdu.OK);
    assertThat(receiver.expect(CommandId.DELIVER_SM_RESP).status()).isZero();

    link.unbind();
    assertThat(transmitter.countUntilEnd(CommandId.UNBIND)).isEqualTo(1);
    assertThat(receiver.countUntilEnd(CommandId.UNBIND)).isEqualTo(1);
    assertThat(Ear.next(ear.ends)).isEqualTo("Unbound");
    assertThat(ear.ends).isEmpty();
  }

  @Test
  void bothSessionsAreEnquired() throws Exception {
    SmppConnection link =
        Given.bind(
            Given.settings("127.0.0.1", centre.port(), true, Given.BUSY, null, Given.KEEPING), ear);

    centre.peer().expect(CommandId.ENQUIRE_LINK);
    centre.peer().expect(CommandId.ENQUIRE_LINK);
    link.abort();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void theLinkIsGoneWhenEitherSessionIs(boolean transmitterDies) throws Exception {
    Given.bind(Given.separate(centre.port()), ear);
    Peer transmitter = centre.peer();
    Peer receiver = centre.peer();

    (transmitterDies ? transmitter : receiver).close();

    Ear.next(ear.ends);
    (transmitterDies ? receiver : transmitter).countUntilEnd(CommandId.UNBIND);
    assertThat(ear.ends).isEmpty();
  }

  @Test
  void aReceiverThatIsRefusedTakesTheTransmitterWithIt() throws Exception {
    centre.onBind = bind -> bindResponse(bind, bind.id() == BIND_RECEIVER ? 0x05 : 0);

    assertThatThrownBy(() -> Given.bind(Given.separate(centre.port()), ear))
        .isInstanceOf(BindRefusedException.class);

    assertThat(centre.peer().countUntilEnd(CommandId.SUBMIT_SM)).isZero();
    assertThat(ear.ends).isEmpty();
  }
}
