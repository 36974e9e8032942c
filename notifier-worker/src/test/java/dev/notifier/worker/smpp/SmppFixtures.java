package dev.notifier.worker.smpp;

import dev.notifier.worker.smpp.ConnectionSettings.Inbound;
import dev.notifier.worker.smpp.ConnectionSettings.Timers;
import dev.notifier.worker.smpp.ConnectionSettings.Tls;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings and messages for the tests of connections. */
final class SmppFixtures {
  static final Timers PATIENT =
      new Timers(
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          3);

  /** Many enquire_link in a short time, of which any number may be missed. */
  static final Timers BUSY =
      new Timers(
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofMillis(100),
          Duration.ofMillis(100),
          10_000);

  static final Inbound INBOUND = new Inbound(0x64, Duration.ofSeconds(60));

  private SmppFixtures() {}

  static ConnectionSettings settings(int port) {
    return settings("127.0.0.1", port, false, PATIENT, null, INBOUND);
  }

  static ConnectionSettings separate(int port) {
    return settings("127.0.0.1", port, true, PATIENT, null, INBOUND);
  }

  static ConnectionSettings with(int port, Timers timers) {
    return settings("127.0.0.1", port, false, timers, null, INBOUND);
  }

  static ConnectionSettings with(int port, Inbound inbound) {
    return settings("127.0.0.1", port, false, PATIENT, null, inbound);
  }

  static ConnectionSettings with(String host, int port, Tls tls) {
    return settings(host, port, false, PATIENT, tls, INBOUND);
  }

  static ConnectionSettings settings(
      String host, int port, boolean separate, Timers timers, @Nullable Tls tls, Inbound inbound) {
    return new ConnectionSettings(
        host, port, "notifier", "secret", "", separate, timers, tls, inbound);
  }

  static SmppConnection bind(ConnectionSettings settings, SmppConnectionListener listener)
      throws Exception {
    return BoundConnection.bind(settings, listener, System::nanoTime, () -> true);
  }

  static SubmitSm submit(String text) {
    return new SubmitSm(
        new SubmitSm.Address("BHXHVN", 5, 0),
        new SubmitSm.Address("84912345678", 1, 1),
        false,
        0,
        text.getBytes(StandardCharsets.US_ASCII),
        "",
        true,
        List.of());
  }

  /** The body of a deliver_sm with a receipt. */
  static byte[] receipt(String id) {
    return deliver("0101", "84912345678", "id:" + id + " stat:DELIVRD", "");
  }

  /**
   * The body of a deliver_sm.
   *
   * @param tonNpi of the sender, two bytes in hex
   * @param tlvs in hex
   */
  static byte[] deliver(String tonNpi, String sender, String text, String tlvs) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(0);
    body.writeBytes(HexFormat.of().parseHex(tonNpi));
    body.writeBytes(sender.getBytes(StandardCharsets.ISO_8859_1));
    body.writeBytes(HexFormat.of().parseHex("000500"));
    body.writeBytes("BHXHVN\0".getBytes(StandardCharsets.ISO_8859_1));
    body.writeBytes(HexFormat.of().parseHex("040000000000000000"));
    body.write(text.length());
    body.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    body.writeBytes(HexFormat.of().parseHex(tlvs));
    return body.toByteArray();
  }
}
