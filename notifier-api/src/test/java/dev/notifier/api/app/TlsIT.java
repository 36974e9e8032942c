package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.testing.TestCertificates;
import dev.notifier.testing.TestKafka;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The api with a certificate of its own, as docs/operating.md configures it. */
class TlsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String EVENT_TYPES = "/v1/event-types";

  @TempDir private static Path directory;
  private static RunningApi api;
  private static SSLContext tls;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    TestCertificates.create(directory, "api");
    api =
        RunningApi.start(
            TestKafka.shared().bootstrapServers(),
            RunningApi.newStoreUrl(),
            "--server.ssl.bundle=api",
            "--spring.ssl.bundle.pem.api.keystore.certificate=" + directory.resolve("api.pem"),
            "--spring.ssl.bundle.pem.api.keystore.private-key=" + directory.resolve("api.key"),
            "--management.server.ssl.enabled=false");
    tls = context(directory.resolve("api.pem"));
    client = HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_2).build();
    Awaitility.await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> get(EVENT_TYPES, RunningApi.KEY).statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    client.close();
    api.close();
  }

  private static SSLContext context(Path certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "api", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + api.port() + path))
        .header("Authorization", "Bearer " + key);
  }

  private static HttpResponse<String> get(String path, String key) throws Exception {
    return client.send(request(path, key).build(), BodyHandlers.ofString());
  }

  @Test
  void everyResponseOverTlsAsksForTls() throws Exception {
    HttpResponse<String> found = get(EVENT_TYPES, RunningApi.KEY);
    assertThat(found.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    for (HttpResponse<String> response : List.of(found, get(EVENT_TYPES, "x"))) {
      assertThat(response.headers().firstValue("Strict-Transport-Security"))
          .hasValue("max-age=31536000");
    }
  }

  @Test
  void bodiesAreReadOverTls() throws Exception {
    HttpResponse<String> response =
        client.send(
            request("/v1/events", RunningApi.KEY)
                .header("Content-Type", RunningApi.STRUCTURED)
                .POST(BodyPublishers.ofString("{\"data\":\"" + "x".repeat(200_000) + "\"}"))
                .build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isIn(413, 422);
  }

  @Test
  void aRequestWithoutTlsIsRefused() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket
          .getOutputStream()
          .write("GET /v1/routes HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .doesNotContain("200")
          .doesNotContain("unauthorized");
    }
  }

  @Test
  void oldVersionsOfTlsAreRefused() throws Exception {
    for (String version : List.of("TLSv1", "TLSv1.1")) {
      assertThatThrownBy(() -> handshake(version)).isInstanceOf(SSLHandshakeException.class);
    }
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      handshake(version);
    }
  }

  private static void handshake(String version) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
    }
  }

  /** Before and after the handshake: the limits are those of the connection. */
  @Test
  void aConnectionThatSendsNothingIsClosed() throws Exception {
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), api.port());
        SSLSocket idle =
            (SSLSocket)
                tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), api.port())) {
      silent.setSoTimeout((int) LIMIT.toMillis());
      idle.setSoTimeout((int) LIMIT.toMillis());
      idle.startHandshake();

      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void healthCanBeWithoutTls() throws Exception {
    HttpResponse<String> health =
        client.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:" + api.healthPort() + "/actuator/health/liveness"))
                .build(),
            BodyHandlers.ofString());

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.headers().firstValue("Strict-Transport-Security")).isEmpty();
  }
}
