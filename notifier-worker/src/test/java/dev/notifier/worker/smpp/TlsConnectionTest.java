package dev.notifier.worker.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.worker.smpp.ConnectionSettings.Timers;
import dev.notifier.worker.smpp.ConnectionSettings.Tls;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections over TLS to an SMSC whose certificate names localhost. */
class TlsConnectionTest {
  @TempDir private static Path folder;
  private static TestCertificate carrier;
  private static TestCertificate ours;

  private final RecordingListener listener = new RecordingListener();

  @BeforeAll
  static void createCertificates() throws Exception {
    carrier = TestCertificate.create(folder, "carrier", "RSA");
    ours = TestCertificate.create(folder, "ours", "EC");
  }

  @Test
  void aTrustedCertificateThatNamesTheHostIsAccepted() throws Exception {
    try (FakeSmsc smsc = new FakeSmsc(carrier.server(ours, false))) {
      SmppConnection connection =
          SmppFixtures.bind(SmppFixtures.with("localhost", smsc.port(), trusting(true)), listener);
      connection.submit(SmppFixtures.submit("x"));
      connection.flush();

      FakeSmsc.Peer peer = smsc.peer();
      assertThat(peer.expect(CommandId.SUBMIT_SM).body()).isNotEmpty();
      peer.send(CommandId.SUBMIT_SM_RESP, 0, 1, new byte[] {'A', 0});
      assertThat(listener.nextResponse().messageId()).isEqualTo("A");
      connection.unbind();
      assertThat(listener.nextClose()).isEqualTo("Unbound");
    }
  }

  @Test
  void aCertificateForAnotherHostIsRejectedUnlessTheRouteDisablesTheCheck() throws Exception {
    try (FakeSmsc smsc = new FakeSmsc(carrier.server(ours, false))) {
      assertThatThrownBy(() ->
              SmppFixtures.bind(
                  SmppFixtures.with("127.0.0.1", smsc.port(), trusting(true)), listener))
          .isInstanceOf(ConnectionLostException.class)
          .hasMessageContaining("does not name 127.0.0.1")
          .hasMessageContaining("tls.verify-host");

      SmppFixtures.bind(SmppFixtures.with("127.0.0.1", smsc.port(), trusting(false)), listener)
          .abort();
    }
  }

  @Test
  void anUntrustedCertificateIsRejected() throws Exception {
    try (FakeSmsc smsc = new FakeSmsc(carrier.server(ours, false))) {
      for (String trusted : new String[] {"", ours.certificate.toString()}) {
        Tls tls = new Tls(false, trusted, "", "");
        assertThatThrownBy(
                () -> SmppFixtures.bind(SmppFixtures.with("localhost", smsc.port(), tls), listener))
            .isInstanceOf(ConnectionLostException.class)
            .hasMessageContaining("tls.trust-certificates");
      }
    }
  }

  @Test
  void anSmscThatRequiresAClientCertificateGetsOne() throws Exception {
    try (FakeSmsc smsc = new FakeSmsc(carrier.server(ours, true))) {
      assertThatThrownBy(() ->
              SmppFixtures.bind(
                  SmppFixtures.with("localhost", smsc.port(), trusting(true)), listener))
          .isInstanceOf(ConnectionLostException.class);

      SmppFixtures.bind(SmppFixtures.with("localhost", smsc.port(), withCertificate()), listener)
          .abort();
    }
  }

  @Test
  void theDefaultTypeOfKeyStoresDoesNotMatter() {
    String standard = Security.getProperty("keystore.type");
    // A JKS store accepts no key without a password.
    Security.setProperty("keystore.type", "jks");
    try {
      assertThat(SmppFixtures.with("localhost", 1, withCertificate()).configurationError())
          .isEmpty();
    } finally {
      Security.setProperty("keystore.type", standard);
    }
  }

  @Test
  void anSmscWithoutTlsCausesATimeout() throws Exception {
    Timers shortTimers =
        new Timers(
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            3);
    try (var silent = new ServerSocket(0)) {
      ConnectionSettings settings =
          SmppFixtures.settings(
              "localhost",
              silent.getLocalPort(),
              false,
              shortTimers,
              trusting(true),
              SmppFixtures.INBOUND);
      assertThatThrownBy(() -> SmppFixtures.bind(settings, listener))
          .isInstanceOf(ConnectionLostException.class)
          .hasMessageContaining("did not complete the TLS handshake in time");
    }
  }

  @Test
  void errorsInFilesNameTheConfigurationKey() throws Exception {
    Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");
    Path damaged =
        Files.writeString(
            folder.resolve("damaged.key"),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    String own = ours.certificate.toString();

    assertThat(configurationError(new Tls(true, "/none.pem", "", "")))
        .contains("tls.trust-certificates", "/none.pem", "cannot be read");
    assertThat(configurationError(new Tls(true, nothing.toString(), "", "")))
        .contains("has no certificate", "tls.trust-certificates");
    assertThat(configurationError(new Tls(true, "", own, own)))
        .contains("tls.private-key", "openssl pkcs8");
    assertThat(configurationError(new Tls(true, "", own, damaged.toString())))
        .contains("tls.private-key", "RSA, EC");
    assertThat(SmppFixtures.with("h", 1, withCertificate()).configurationError()).isEmpty();
    assertThat(SmppFixtures.settings(1).configurationError()).isEmpty();
  }

  private static String configurationError(Tls tls) {
    return SmppFixtures.with("localhost", 1, tls).configurationError().orElseThrow();
  }

  private static Tls trusting(boolean verifyHost) {
    return new Tls(verifyHost, carrier.certificate.toString(), "", "");
  }

  private static Tls withCertificate() {
    return new Tls(
        true,
        carrier.certificate.toString(),
        ours.certificate.toString(),
        ours.privateKey.toString());
  }
}
