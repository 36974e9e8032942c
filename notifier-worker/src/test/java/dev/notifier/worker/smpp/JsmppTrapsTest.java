package dev.notifier.worker.smpp;

import static dev.notifier.worker.smpp.FakeCentre.bindResponse;
import static dev.notifier.worker.smpp.FakeCentre.pdu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.worker.smpp.FakeCentre.Peer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the library gets wrong in the field and our link does not, by the number of the trap in the
 * list that the project keeps. A trap that no octets can show is avoided by what is not called: the
 * blocking submit (1 to 4, 6 to 8), its listeners (15, 24), its receipts (32 to 36), its date
 * formats (37), its segmenter (39), its data codings (40).
 */
class JsmppTrapsTest {
  private final FakeCentre centre = centre();
  private final Ear ear = new Ear();

  @AfterEach
  void close() throws Exception {
    centre.close();
  }

  /** 2, 28: a field that is too long is refused before the write and leaves nothing behind. */
  @Test
  void trap2AnInvalidSubmitCostsNothing() throws Exception {
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);
    Peer peer = centre.peer();

    assertThatThrownBy(() -> link.submit(Given.submit("x".repeat(255))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("short_message");
    int sequence = link.submit(Given.submit("x"));
    link.flush();

    assertThat(peer.expect(CommandId.SUBMIT_SM).sequence()).isEqualTo(sequence);
    link.abort();
  }

  /** 5: the end is told at once, not a transaction timer later. */
  @Test
  void trap5AClosedLinkIsToldAtOnceAndOnce() throws Exception {
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);
    Peer peer = centre.peer();
    for (int i = 0; i < 3; i++) {
      link.submit(Given.submit("x"));
    }
    link.flush();
    peer.expect(CommandId.SUBMIT_SM);

    peer.close();

    assertThat(Ear.next(ear.ends)).isNotEmpty();
    assertThatThrownBy(
            () -> {
              link.submit(Given.submit("x"));
              link.flush();
            })
        .isInstanceOf(ConnectionLostException.class);
    link.abort();
    assertThat(ear.ends).isEmpty();
  }

  /** 9: what the centre accepted is accepted, however its answer is made. */
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
  void trap9AnOddAnswerIsAnAnswer(String body, @Nullable String id, int congestion)
      throws Exception {
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);
    Peer peer = centre.peer();
    int sequence = link.submit(Given.submit("x"));
    link.flush();
    peer.expect(CommandId.SUBMIT_SM);

    peer.send(CommandId.SUBMIT_SM_RESP, 0, sequence, HexFormat.of().parseHex(body));

    assertThat(Ear.next(ear.answers)).isEqualTo(new Ear.Answer(sequence, 0, id, congestion));
    link.abort();
  }

  /** 9: an id beyond the 64 characters of the specification. */
  @Test
  void trap9AnIdThatIsTooLongIsAnId() throws Exception {
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);
    String id = "f".repeat(80);

    centre.peer().send(CommandId.SUBMIT_SM_RESP, 0, 1, ascii(id + "\0"));

    assertThat(Ear.next(ear.answers).id()).isEqualTo(id);
    link.abort();
  }

  /** 12, 13: receipts that nobody has answered yet stand in the way of nothing. */
  @Test
  void trap13FourHundredReceiptsDelayNoAnswerAndNoneIsRefused() throws Exception {
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);
    Peer peer = centre.peer();
    for (int i = 0; i < 400; i++) {
      peer.send(CommandId.DELIVER_SM, 0, 1_000 + i, Given.receipt("" + i));
    }
    peer.send(CommandId.SUBMIT_SM_RESP, 0, 7, ascii("A\0"));
    peer.send(CommandId.ENQUIRE_LINK, 0, 9, new byte[0]);

    assertThat(Ear.next(ear.answers).sequence()).isEqualTo(7);
    assertThat(peer.expect(CommandId.ENQUIRE_LINK_RESP).status()).isZero();
    List<InboundPdu> came = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      came.add(Ear.next(ear.deliveries));
    }
    assertThat(came).noneMatch(InboundPdu::isAnswered);
    came.forEach(each -> each.answer(InboundPdu.OK));
    for (int i = 0; i < 400; i++) {
      FakeCentre.Pdu response = peer.expect(CommandId.DELIVER_SM_RESP);
      assertThat(response.status()).isZero();
      assertThat(response.sequence()).isEqualTo(1_000 + i);
      assertThat(response.body()).containsExactly(0);
    }
    link.abort();
  }

  /** 14: answer and receipt are heard in the order in which they came. */
  @Test
  void trap14OrderIsKept() throws Exception {
    List<String> order = java.util.Collections.synchronizedList(new ArrayList<>());
    Ear listening =
        new Ear() {
          @Override
          public void answered(int sequence, int status, @Nullable String id, int congestion) {
            order.add("answer " + id);
          }

          @Override
          public void delivered(InboundPdu inbound) {
            order.add("receipt " + inbound.message().sequence());
            super.delivered(inbound);
          }
        };
    SmppConnection link = Given.bind(Given.settings(centre.port()), listening);
    Peer peer = centre.peer();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      peer.send(CommandId.SUBMIT_SM_RESP, 0, i, ascii(i + "\0"));
      peer.send(CommandId.DELIVER_SM, 0, i, Given.receipt("" + i));
      sent.add("answer " + i);
      sent.add("receipt " + i);
    }
    for (int i = 0; i < 200; i++) {
      Ear.next(listening.deliveries);
    }

    assertThat(order).isEqualTo(sent);
    link.abort();
  }

  /** 15: a listener that fails costs one message its turn, and nothing else. */
  @Test
  void trap15AListenerThatFailsCostsOneMessageItsTurn() throws Exception {
    Ear failing =
        new Ear() {
          @Override
          public void delivered(InboundPdu inbound) {
            throw new IllegalStateException("full");
          }
        };
    SmppConnection link = Given.bind(Given.settings(centre.port()), failing);
    Peer peer = centre.peer();

    peer.send(CommandId.DELIVER_SM, 0, 5, Given.receipt("1"));
    peer.send(CommandId.SUBMIT_SM_RESP, 0, 7, ascii("A\0"));

    assertThat(peer.expect(CommandId.DELIVER_SM_RESP).status()).isEqualTo(0x64);
    assertThat(Ear.next(failing.answers).sequence()).isEqualTo(7);
    link.abort();
  }

  /** 18: a length that cannot be true ends the link, not the memory. */
  @ParameterizedTest
  @CsvSource({"7fffffff", "00011171", "0000000f", "ffffffff"})
  void trap18AnImpossibleLengthEndsTheLink(String length) throws Exception {
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);

    centre.peer().send(HexFormat.of().parseHex(length + "800000040000000000000001"));

    assertThat(Ear.next(ear.ends)).contains("octets came");
    link.abort();
  }

  /** 18: a reader that dies of an error does not leave a link that looks alive. */
  @Test
  void trap18AReaderThatDiesEndsTheLink() throws Exception {
    Ear dying =
        new Ear() {
          @Override
          public void answered(int sequence, int status, @Nullable String id, int congestion) {
            throw new OutOfMemoryError("for the test");
          }
        };
    SmppConnection link = Given.bind(Given.settings(centre.port()), dying);

    centre.peer().send(CommandId.SUBMIT_SM_RESP, 0, 1, ascii("A\0"));

    assertThat(Ear.next(dying.ends)).contains("OutOfMemoryError");
    link.abort();
  }

  /** 19: a PDU in two pieces is one PDU, however long the pause and however often we enquire. */
  @Test
  void trap19APauseInsideAPduIsNoEnd() throws Exception {
    SmppConnection link = Given.bind(Given.with(centre.port(), Given.BUSY), ear);
    Peer peer = centre.peer();
    byte[] whole = pdu(CommandId.DELIVER_SM, 0, 5, Given.receipt("1"));
    byte[] enquiry = pdu(CommandId.ENQUIRE_LINK_RESP, 0, 1, new byte[0]);
    centre.answersEnquiries = false;

    peer.send(java.util.Arrays.copyOf(whole, 10));
    peer.expect(CommandId.ENQUIRE_LINK);
    peer.expect(CommandId.ENQUIRE_LINK);
    peer.send(java.util.Arrays.copyOfRange(whole, 10, whole.length));
    peer.send(enquiry);

    assertThat(Ear.next(ear.deliveries).message().sequence()).isEqualTo(5);
    link.abort();
  }

  /** 24: what comes in one go with the bind's answer is heard and answered. */
  @Test
  void trap24AReceiptRightBehindTheBindIsHeard() throws Exception {
    centre.onBind =
        bind -> {
          byte[] response = bindResponse(bind, 0);
          byte[] receipt = pdu(CommandId.DELIVER_SM, 0, 5, Given.receipt("1"));
          byte[] both = java.util.Arrays.copyOf(response, response.length + receipt.length);
          System.arraycopy(receipt, 0, both, response.length, receipt.length);
          return both;
        };
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);

    Ear.next(ear.deliveries).answer(InboundPdu.OK);

    assertThat(centre.peer().expect(CommandId.DELIVER_SM_RESP).status()).isZero();
    link.abort();
  }

  /** 29, 31: reserved types of number, and a sender in any charset. */
  @ParameterizedTest
  @CsvSource({"0763, 84912345678", "ffff, Café", "0500, \u00FF\u00FE"})
  void trap29OddAddressesAreTakenAsTheyCome(String tonNpi, String sender) throws Exception {
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);

    centre.peer().send(CommandId.DELIVER_SM, 0, 5, Given.deliver(tonNpi, sender, "hi", ""));

    assertThat(Ear.next(ear.deliveries).message().sourceAddress()).isEqualTo(sender);
    link.abort();
  }

  /** 31: a sender that is not ASCII is refused instead of written in the platform's charset. */
  @Test
  void trap31OurSenderIsAscii() throws Exception {
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);
    SubmitSm submit = Given.submit("x");

    assertThatThrownBy(() ->
            link.submit(
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
    link.abort();
  }

  /** 38: TLVs beyond 32,767 octets, and octets left over behind them. */
  @Test
  void trap38ALongPayloadIsRead() throws Exception {
    SmppConnection link = Given.bind(Given.settings(centre.port()), ear);
    String tlv = "04249c40" + "41".repeat(40_000) + "00";

    centre.peer().send(CommandId.DELIVER_SM, 0, 5, Given.deliver("0101", "84912345678", "", tlv));

    assertThat(Ear.next(ear.deliveries).message().tlvs().get("0424")).hasSize(40_000);
    link.abort();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static FakeCentre centre() {
    try {
      return new FakeCentre();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
