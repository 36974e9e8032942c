package dev.notifier.worker.smpp;

import static dev.notifier.worker.smpp.FakeSmsc.pdu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.worker.smpp.FakeSmsc.Peer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any bytes that a carrier may send: what cannot be read of a PDU is passed over, and what cannot
 * be a PDU closes the connection with a reason. No thread dies. {@code -Dnotifier.fuzz=1000000}
 * sends more PDUs, {@code -Dnotifier.fuzz.seed=7} others.
 */
class ReceivedBytesTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final int PDUS = Integer.getInteger("notifier.fuzz", 20_000);
  private static final long SEED = Long.getLong("notifier.fuzz.seed", 20_261_201L);
  private static final int PDUS_PER_CONNECTION = 500;
  private static final int[] COMMANDS = {
    CommandId.BIND_RECEIVER_RESP,
    CommandId.BIND_TRANSMITTER_RESP,
    CommandId.BIND_TRANSCEIVER_RESP,
    CommandId.SUBMIT_SM_RESP,
    CommandId.DELIVER_SM,
    CommandId.DATA_SM,
    CommandId.ENQUIRE_LINK,
    CommandId.ENQUIRE_LINK_RESP,
    CommandId.UNBIND_RESP,
    CommandId.GENERIC_NACK,
    CommandId.ALERT_NOTIFICATION,
    CommandId.OUTBIND,
    CommandId.SUBMIT_SM,
    0x0000_0009,
    0x0000_7777,
    0x8000_7777,
    0xFFFF_FFFF,
  };

  private final RecordingListener listener = new RecordingListener();
  private final Queue<String> uncaught = new ConcurrentLinkedQueue<>();
  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();
  private FakeSmsc smsc;

  @BeforeEach
  void open() throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> uncaught.add(thrown.toString()));
    smsc = new FakeSmsc();
  }

  @AfterEach
  void close() throws Exception {
    Thread.setDefaultUncaughtExceptionHandler(before);
    smsc.close();
    assertThat(uncaught).isEmpty();
  }

  private SmppConnection bind() throws Exception {
    return SmppFixtures.bind(SmppFixtures.settings(smsc.port()), listener);
  }

  /** The connection still reads and responds. */
  private static void assertAlive(Peer peer, int sequence) throws Exception {
    peer.send(CommandId.ENQUIRE_LINK, 0, sequence, new byte[0]);
    while (peer.expect(CommandId.ENQUIRE_LINK_RESP).sequence() != sequence) {
      // Responses to enquire_link of the test before this one.
    }
  }

  /** command_id and the body in hex; X stands for 40 bytes of the letter A. */
  @ParameterizedTest
  @CsvSource({
    "80000004, ''",
    "80000004, 41",
    "80000004, X",
    "80000004, 410004",
    "80000004, 41000428ffff",
    "00000005, ''",
    "00000005, 00",
    "00000005, X",
    "00000005, XXXX",
    "00000005, 000101X00",
    "00000005, 000101X000101X00",
    "00000005, 000101X000101X00040000000000000000ff4142",
    "00000005, 000101X000101X000400000000000000000141001e",
    "00000005, 000101X000101X000400000000000000000141001effff41",
    "00000005, 0001014100010142000400X00X000000000000",
    "00000103, ''",
    "00000103, X",
    "00000103, 000101X000101X00000000042400ff41",
    "00000015, X",
    "80000015, X",
    "80000006, ''",
    "80000000, X",
    "00000102, ''",
    "00000102, X",
    "0000000b, X",
    "00007777, X",
    "80007777, X",
    "80000009, X",
    "80000001, ''",
  })
  void whatCannotBeReadOfAPduIsPassedOver(String id, String body) throws Exception {
    SmppConnection connection = bind();
    Peer peer = smsc.peer();

    byte[] bytes = HEX.parseHex(body.replace("X", "41".repeat(40)));
    peer.send(Integer.parseUnsignedInt(id, 16), 0, 5, bytes);

    assertAlive(peer, 6);
    assertThat(listener.closed).isEmpty();
    connection.abort();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0000_0004, 0x0000_0001, 0x0000_0009, 0x0000_7777, 0x0000_0003})
  void anUnknownRequestIsRejected(int id) throws Exception {
    SmppConnection connection = bind();
    Peer peer = smsc.peer();

    peer.send(id, 0, 5, HEX.parseHex("41"));

    FakeSmsc.Pdu nack = peer.expect(CommandId.GENERIC_NACK);
    assertThat(nack.status()).isEqualTo(0x03);
    assertThat(nack.sequence()).isEqualTo(5);
    connection.abort();
  }

  /** The text is as long as the bytes that arrived, and optional parameters too. */
  @Test
  void aDeliverSmWithWrongLengthsKeepsWhatArrived() throws Exception {
    SmppConnection connection = bind();
    Peer peer = smsc.peer();
    String address = "41".repeat(40);

    peer.send(
        CommandId.DELIVER_SM,
        0,
        5,
        HEX.parseHex("000101" + address + "000101" + address + "00040000000000000000ff" + "6964"));

    DeliverSm message = listener.nextPdu().message();
    assertThat(message.sourceAddress()).hasSize(40);
    assertThat(message.destinationAddress()).hasSize(40);
    assertThat(message.shortMessage()).containsExactly('i', 'd');
    connection.abort();
  }

  /** The first four bytes are the length. */
  @ParameterizedTest
  @CsvSource({
    "00000000800000150000000000000001, 0",
    "0000000f800000150000000000000001, 15",
    "00011171800000150000000000000001, 70001",
    "7fffffff800000150000000000000001, 2147483647",
    "80000000800000150000000000000001, 2147483648",
    "ffffffff800000150000000000000001, 4294967295",
    "474554202f20485454502f312e310d0a, 1195725856",
  })
  void anImpossibleLengthClosesTheConnectionWithAReason(String hex, String length)
      throws Exception {
    SmppConnection connection = bind();

    smsc.peer().send(HEX.parseHex(hex));

    assertThat(listener.nextClose()).contains("A PDU of " + length + " bytes arrived");
    connection.abort();
    assertThat(listener.closed).isEmpty();
  }

  /** The rest of a PDU is waited for; PDUs before it are read at once. */
  @Test
  void aLengthThatSaysMoreThanArrivesWaitsForTheRest() throws Exception {
    SmppConnection connection = bind();
    Peer peer = smsc.peer();
    peer.send(HEX.parseHex("00000014800000040000000000000007"));
    assertThat(listener.responses).isEmpty();
    assertThat(listener.closed).isEmpty();

    peer.send(HEX.parseHex("41424300"));

    assertThat(listener.nextResponse().messageId()).isEqualTo("ABC");
    peer.send(HEX.parseHex("00000014800000040000000000000007"));
    peer.close();
    assertThat(listener.nextClose()).isEqualTo(PduReader.CLOSED);
    connection.abort();
  }

  @Test
  void noBytesKillTheReader() throws Exception {
    Random random = new Random(SEED);
    for (int sent = 0; sent < PDUS; sent += PDUS_PER_CONNECTION) {
      SmppConnection connection = bind();
      Peer peer = smsc.peer();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int i = 0; i < PDUS_PER_CONNECTION; i++) {
        bytes.writeBytes(randomPdu(random));
      }
      peer.send(bytes.toByteArray());

      assertAlive(peer, 1_000_000);
      assertThat(listener.closed).isEmpty();
      connection.abort();
      listener.nextClose();
      listener.pdus.clear();
      listener.responses.clear();
    }
  }

  private static byte[] randomPdu(Random random) {
    byte[] body = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(120)];
    random.nextBytes(body);
    if (random.nextBoolean()) {
      // Fields that end early, as real ones do.
      for (int i = 0; i < body.length; i += 1 + random.nextInt(8)) {
        body[i] = 0;
      }
    }
    int status = random.nextInt(3) == 0 ? random.nextInt() : 0;
    return pdu(COMMANDS[random.nextInt(COMMANDS.length)], status, random.nextInt(), body);
  }

  /** Every connection ends: none stays open with a reader that waits in vain. */
  @Test
  void streamsOfNoiseEndWithAReason() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 50; i++) {
      SmppConnection connection = bind();
      Peer peer = smsc.peer();
      byte[] noise = new byte[200];
      random.nextBytes(noise);
      sendAndClose(peer, noise);

      assertThat(listener.nextClose()).isNotBlank();
      connection.abort();
      assertThat(listener.closed).isEmpty();
      listener.pdus.clear();
      listener.responses.clear();
    }
  }

  private static void sendAndClose(Peer peer, byte[] noise) throws IOException {
    try {
      peer.send(noise);
    } finally {
      peer.close();
    }
  }

  /** Whatever follows the header of a bind response with status 0, the session is bound. */
  @Test
  void noBodyOfABindResponseMakesTheBindFail() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 100; i++) {
      byte[] body = new byte[random.nextInt(80)];
      random.nextBytes(body);
      int sequence = random.nextInt();
      smsc.bindResponder = bind -> pdu(bind.id() | CommandId.RESPONSE, 0, sequence, body);
      SmppConnection connection = bind();
      assertAlive(smsc.peer(), 6);
      connection.abort();
      listener.nextClose();
    }
  }
}
