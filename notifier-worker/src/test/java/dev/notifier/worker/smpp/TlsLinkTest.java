package dev.notifier.worker.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.worker.smpp.ConnectionSettings.Timers;
import dev.notifier.worker.smpp.ConnectionSettings.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links over TLS to a centre whose certificate names localhost. */
class TlsLinkTest {
  @TempDir private static Path folder;
  private static Certificates carrier;
  private static Certificates ours;

  private final Ear ear = new Ear();

  @BeforeAll
  static void makeCertificates() throws Exception {
    carrier = Certificates.make(folder, "carrier", "RSA");
    ours = Certificates.make(folder, "ours", "EC");
  }

  @Test
  void aCertificateThatIsTrustedAndNamesTheHostIsTaken() throws Exception {
    try (FakeCentre centre = new FakeCentre(carrier.server(ours, false))) {
      SmppConnection link = Given.bind(Given.with("localhost", centre.port(), trusting(true)), ear);
      link.submit(Given.submit("x"));
      link.flush();

      FakeCentre.Peer peer = centre.peer();
      assertThat(peer.expect(CommandId.SUBMIT_SM).body()).isNotEmpty();
      peer.send(CommandId.SUBMIT_SM_RESP, 0, 1, new byte[] {'A', 0});
      assertThat(Ear.next(ear.answers).id()).isEqualTo("A");
      link.unbind();
      assertThat(Ear.next(ear.ends)).isEqualTo("Unbound");
    }
  }

  @Test
  void anotherHostIsRefusedUnlessTheRouteSaysOtherwise() throws Exception {
    try (FakeCentre centre = new FakeCentre(carrier.server(ours, false))) {
      assertThatThrownBy(
              () -> Given.bind(Given.with("127.0.0.1", centre.port(), trusting(true)), ear))
          .isInstanceOf(ConnectionLostException.class)
          .hasMessageContaining("does not name 127.0.0.1")
          .hasMessageContaining("tls.verify-host");

      Given.bind(Given.with("127.0.0.1", centre.port(), trusting(false)), ear).abort();
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefused() throws Exception {
    try (FakeCentre centre = new FakeCentre(carrier.server(ours, false))) {
      for (String trusted : new String[] {"", ours.certificate.toString()}) {
        Tls tls = new Tls(false, trusted, "", "");
        assertThatThrownBy(() -> Given.bind(Given.with("localhost", centre.port(), tls), ear))
            .isInstanceOf(ConnectionLostException.class)
            .hasMessageContaining("tls.trust-certificates");
      }
    }
  }

  @Test
  void aCentreThatWantsACertificateGetsOurs() throws Exception {
    try (FakeCentre centre = new FakeCentre(carrier.server(ours, true))) {
      assertThatThrownBy(
              () -> Given.bind(Given.with("localhost", centre.port(), trusting(true)), ear))
          .isInstanceOf(ConnectionLostException.class);

      Given.bind(Given.with("localhost", centre.port(), withCertificate()), ear).abort();
    }
  }

  @Test
  void aCentreThatDoesNotSpeakTlsIsGivenUpInTime() throws Exception {
    Timers hasty =
        new Timers(
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            3);
    try (var silent = new java.net.ServerSocket(0)) {
      ConnectionSettings settings =
          Given.settings(
              "localhost", silent.getLocalPort(), false, hasty, trusting(true), Given.KEEPING);
      assertThatThrownBy(() -> Given.bind(settings, ear))
          .isInstanceOf(ConnectionLostException.class)
          .hasMessageContaining("did not shake hands in time");
    }
  }

  @Test
  void filesThatAreWrongAreToldByTheirKey() throws Exception {
    Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");
    Path damaged =
        Files.writeString(
            folder.resolve("damaged.key"),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    String own = ours.certificate.toString();

    assertThat(mistake(new Tls(true, "/none.pem", "", "")))
        .contains("tls.trust-certificates", "/none.pem", "cannot be read");
    assertThat(mistake(new Tls(true, nothing.toString(), "", ""))).contains("no certificate");
    assertThat(mistake(new Tls(true, "", own, own))).contains("tls.private-key", "openssl pkcs8");
    assertThat(mistake(new Tls(true, "", own, damaged.toString()))).contains("use RSA, EC");
    assertThat(Given.with("h", 1, withCertificate()).mistake()).isEmpty();
    assertThat(Given.settings(1).mistake()).isEmpty();
  }

  private static String mistake(Tls tls) {
    return Given.with("localhost", 1, tls).mistake().orElseThrow();
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
