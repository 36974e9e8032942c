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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path made;

  private static KeyStore own;

  @TempDir private Path directory;

  @BeforeAll
  static void make() throws Exception {
    own = selfSigned(made.resolve("own.p12"));
  }

  @BeforeEach
  void write() throws Exception {
    pem("certificate.pem", "CERTIFICATE", own.getCertificate("own").getEncoded());
    pem("key.pem", "PRIVATE KEY", Objects.requireNonNull(own.getKey("own", PASSWORD)).getEncoded());
  }

  @Test
  void aClientThatTrustsTheCertificateBindsAndSubmits() throws Exception {
    try (SmscSimulator simulator = SmscSimulator.start(options());
        TestClient client = new TestClient(trusting(own).getSocketFactory(), simulator.tlsPort())) {
      assertThat(client.bind(TestClient.BIND_TRANSCEIVER, "tester", "").status()).isZero();
      client.submit("84912345678", "hidden");
      assertThat(client.next().status()).isZero();
      assertThat(client.next().shortMessage()).endsWith("text:hidden");
      assertThat(simulator.dropSessions()).isEqualTo(1);
      assertThat(client.isClosedByPeer()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key.pem|nothing|--tls-key %s must be a PEM file with BEGIN PRIVATE KEY",
        "certificate.pem|nothing|--tls-certificate %s must be a PEM file with BEGIN CERTIFICATE",
        "key.pem||--tls-key %s cannot be read; check the path and its permissions",
        "certificate.pem||--tls-certificate %s cannot be read; check the path and its permissions",
      })
  void errorsNameTheOptionAndTheFile(String name, @Nullable String content, String message)
      throws Exception {
    Path file = directory.resolve(name);
    Files.delete(file);
    if (content != null) {
      Files.writeString(file, content);
    }
    assertThatThrownBy(() -> SmscSimulator.start(options()))
        .isInstanceOf(IOException.class)
        .hasMessage(message, file);
  }

  private SimulatorOptions options() {
    return SimulatorOptions.defaults()
        .withPorts(0, 0)
        .withBehaviour(RunningSimulator.PROMPT)
        .withTls(
            new SimulatorOptions.Tls(
                0, directory.resolve("certificate.pem"), directory.resolve("key.pem")));
  }

  /** Only keytool can create a certificate with the JDK alone. */
  private static KeyStore selfSigned(Path file) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            // It ends before the second compiler would pay off.
            "-J-XX:TieredStopAtLevel=1",
            "-J-XX:+UseSerialGC",
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
    trusted.setCertificateEntry("simulator", own.getCertificate("own"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
