package dev.notifier.worker.smpp;

import static dev.notifier.worker.smpp.FakeSmsc.pdu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.worker.smpp.ConnectionSettings.Timers;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.jsmpp.bean.BindType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a bind that is accepted or refused, whatever its response looks like. */
class BindResponseTest {
  private static final HexFormat HEX = HexFormat.of();

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
    Timers timers =
        new Timers(
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            3);
    return SmppFixtures.bind(SmppFixtures.with(smsc.port(), timers), listener);
  }

  /** Each line is a whole PDU with status 0. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // system_id without NUL
        "00000017800000090000000000000001 524157534d5343",
        // an optional parameter that is cut, without a value, of length 0, longer than the PDU
        "0000001d800000090000000000000001 524157534d534300 0210000534",
        "0000001a800000090000000000000001 524157534d534300 0210",
        "0000001c800000090000000000000001 524157534d534300 02100000",
        "0000001c800000090000000000000001 524157534d534300 0210ffff",
        // system_id of 40 characters, with and without NUL
        "00000039800000090000000000000001"
            + " 4141414141414141414141414141414141414141414141414141414141414141414141414141414100",
        "00000038800000090000000000000001"
            + " 41414141414141414141414141414141414141414141414141414141414141414141414141414141",
        // no body, an empty system_id, bytes behind the body
        "00000010800000090000000000000001",
        "00000011800000090000000000000001 00",
        "00000014800000090000000000000001 00ffffff",
        // sc_interface_version of 5.0, and of four bytes
        "0000001d800000090000000000000001 524157534d534300 0210000150",
        "00000020800000090000000000000001 524157534d534300 0210000400000034",
        // another sequence_number, another kind of bind
        "00000011800000090000000000000000 00",
        "0000001180000009000000007fffffff 00",
        "00000011800000010000000000000001 00",
        "00000011800000020000000000000001 00",
      })
  void aResponseWithStatusZeroIsYes(String hex) throws Exception {
    smsc.bindResponder = _ -> HEX.parseHex(hex.replace(" ", ""));

    SmppConnection connection = bind();

    assertUsable(connection);
  }

  private void assertUsable(SmppConnection connection) throws Exception {
    FakeSmsc.Peer peer = smsc.peer();
    int sequence = connection.submit(SmppFixtures.submit("x"));
    connection.flush();
    assertThat(peer.expect(CommandId.SUBMIT_SM).sequence()).isEqualTo(sequence);
    peer.send(CommandId.SUBMIT_SM_RESP, 0, sequence, new byte[] {'A', 0});
    assertThat(listener.nextResponse().messageId()).isEqualTo("A");
    connection.unbind();
    assertThat(listener.nextClose()).isEqualTo("Unbound");
  }

  @Test
  void bothSessionsAreBoundWithMalformedResponses() throws Exception {
    smsc.bindResponder =
        bind -> pdu(bind.id() | CommandId.RESPONSE, 0, bind.sequence(), HEX.parseHex("410210"));

    SmppConnection connection = SmppFixtures.bind(SmppFixtures.separate(smsc.port()), listener);

    assertUsable(connection);
  }

  /** The second response and a generic_nack after it are nothing to the bind. */
  @Test
  void aBindResponseToABoundSessionIsPassedOver() throws Exception {
    smsc.bindResponder =
        bind -> {
          byte[] yes = pdu(CommandId.BIND_TRANSCEIVER_RESP, 0, bind.sequence(), new byte[] {0});
          byte[] no = pdu(CommandId.BIND_TRANSCEIVER_RESP, 0x0E, bind.sequence(), new byte[0]);
          byte[] both = java.util.Arrays.copyOf(yes, yes.length + no.length);
          System.arraycopy(no, 0, both, yes.length, no.length);
          return both;
        };

    assertUsable(bind());
  }

  /** command_id | status | the status that is shown. */
  @ParameterizedTest
  @CsvSource({
    "80000000, 0f, 0x0F",
    "80000000, 0d, 0x0D",
    "80000000, 0e, 0x0E",
    "80000000, 53, 0x53",
    "80000000, 03, 0x03",
    "80000000, 00, 0xFF",
    "80000000, 0401, 0x401",
    "80000009, 0f, 0x0F",
    "80000009, 05, 0x05",
    "80000001, 0e, 0x0E",
  })
  void aRefusalHasItsStatusAlsoInAGenericNack(String id, String status, String shown) {
    for (String sequence : new String[] {"00000001", "00000000", "00000007"}) {
      String statusHex = "00000000".substring(status.length()) + status;
      smsc.bindResponder = _ -> HEX.parseHex("00000010" + id + statusHex + sequence);

      assertThatThrownBy(this::bind)
          .isInstanceOfSatisfying(
              BindRefusedException.class,
              e -> assertThat(e.commandStatus()).isEqualTo(Integer.decode(shown)))
          .hasMessageContaining(shown);
    }
    assertThat(listener.closed).isEmpty();
  }

  @Test
  void aConnectionThatIsClosedWithoutAResponseSaysSo() {
    smsc.bindResponder = _ -> null;
    assertThatThrownBy(this::bind)
        .isInstanceOf(ConnectionLostException.class)
        .hasMessage("The carrier closed the connection instead of responding to the bind");
    assertThat(listener.closed).isEmpty();
  }

  /** The connection may end after the bind was written and before the bind waits. */
  @Test
  @Timeout(60)
  void aConnectionThatEndsBeforeTheBindWaitsFailsTheBindAtOnce() {
    smsc.bindResponder = _ -> null;
    Timers timers =
        new Timers(
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            3);
    AtomicBoolean asked = new AtomicBoolean();
    Thread binds = Thread.currentThread();
    // The output asks for the time after it has written the bind; only then the bind waits.
    LongSupplier nanos =
        () -> {
          if (asked.get() && Thread.currentThread().equals(binds)) {
            Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !listener.closed.isEmpty());
          }
          return System.nanoTime();
        };

    assertThatThrownBy(() ->
            SmppSession.open(
                BindType.BIND_TRX,
                SmppFixtures.with(smsc.port(), timers),
                listener,
                nanos,
                () -> {
                  asked.set(true);
                  return true;
                }))
        .isInstanceOf(ConnectionLostException.class)
        .hasMessage("The carrier closed the connection instead of responding to the bind");
  }

  /** The length says more than arrives. */
  @Test
  void aBindResponseThatNeverEndsTimesOut() {
    smsc.bindResponder = _ -> HEX.parseHex("00000040800000090000000000000001" + "41");
    Timers timers =
        new Timers(
            Duration.ofSeconds(30),
            Duration.ofMillis(200),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            3);

    assertThatThrownBy(() -> SmppFixtures.bind(SmppFixtures.with(smsc.port(), timers), listener))
        .isInstanceOf(ConnectionLostException.class)
        .hasMessage("The carrier did not respond to the bind within PT0.2S");
  }

  @ParameterizedTest
  @CsvSource({
    "0000000f800000090000000000000001, 15",
    "7fffffff800000090000000000000001, 2147483647",
    "00000000000000000000000000000000, 0",
    "485454502f312e312034303020426164, 1213486160",
  })
  void aBindResponseOfAnImpossibleLengthSaysSo(String hex, String length) {
    smsc.bindResponder = _ -> HEX.parseHex(hex);

    assertThatThrownBy(this::bind)
        .isInstanceOf(ConnectionLostException.class)
        .hasMessageContaining("A PDU of " + length + " bytes arrived");
  }
}
