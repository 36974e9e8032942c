package dev.notifier.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path directory;

  @Test
  void aClientThatTrustsTheCertificateBindsAndSubmits() throws Exception {
    KeyStore own = selfSigned();
    try (SmscSimulator simulator = SmscSimulator.start(options());
        TestClient client = new TestClient(trusting(own).getSocketFactory(), simulator.tlsPort())) {
      assertThat(client.bind(9, "tester", "").status()).isZero();
      client.submit("84912345678", "hidden");
      assertThat(client.next().status()).isZero();
      assertThat(client.next().shortMessage()).endsWith("text:hidden");
      assertThat(simulator.dropSessions()).isEqualTo(1);
      assertThat(client.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void filesThatAreNoPemAreNamed() throws Exception {
    selfSigned();
    Files.writeString(directory.resolve("key.pem"), "nothing");
    assertThatThrownBy(() -> SmscSimulator.start(options()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--tls-key");
    assertThatThrownBy(() -> CommandLine.parse(new String[] {"--tls-port", "2776"}))
        .hasMessageContaining("--tls-certificate");
  }

  private SimulatorOptions options() {
    return SimulatorOptions.usual()
        .withPorts(0, 0)
        .withBehaviour(SmscSimulatorTest.PROMPT)
        .withTls(
            new SimulatorOptions.Tls(
                0, directory.resolve("certificate.pem"), directory.resolve("key.pem")));
  }

  /** Writes both PEM files; the JDK has no other way to make a certificate than its keytool. */
  private KeyStore selfSigned() throws Exception {
    Path file = directory.resolve("own.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "own",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-keystore",
            file.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit");
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    pem("certificate.pem", "CERTIFICATE", store.getCertificate("own").getEncoded());
    pem(
        "key.pem",
        "PRIVATE KEY",
        Objects.requireNonNull(store.getKey("own", PASSWORD)).getEncoded());
    return store;
  }

  private void pem(String name, String kind, byte[] bytes) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(bytes);
    Files.writeString(
        directory.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind));
  }

  private static SSLContext trusting(KeyStore own) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("centre", own.getCertificate("own"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
