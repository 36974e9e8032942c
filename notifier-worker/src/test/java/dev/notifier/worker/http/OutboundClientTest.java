package dev.notifier.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.worker.http.OutboundException.Kind;
import dev.notifier.worker.testing.HttpsReceiver;
import dev.notifier.worker.testing.HttpsReceiver.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboundClientTest {
  private static final int MAX_BYTES = 1_000;

  @TempDir private static Path folder;
  private static HttpsReceiver.Identity identity;

  private HttpsReceiver receiver;

  @BeforeAll
  static void create() throws Exception {
    identity = HttpsReceiver.Identity.create(folder);
  }

  @BeforeEach
  void start() throws Exception {
    receiver = HttpsReceiver.start(identity);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private static OutboundClient client(
      Duration total, Destinations allowed, List<X509Certificate> trusted) {
    return new OutboundClient(
        new OutboundClient.Limits(total, MAX_BYTES, 4), allowed, trusted, System::nanoTime);
  }

  private OutboundClient client() {
    return client(Duration.ofSeconds(30), (_, _) -> true, identity.certificates());
  }

  private static OutboundRequest request(String url) {
    return new OutboundRequest(
        URI.create(url),
        "application/json",
        Map.of("x-test", "1"),
        "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static Kind failure(OutboundClient client, String url) throws Exception {
    try {
      client.send(request(url)).get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return ((OutboundException) Objects.requireNonNull(e.getCause())).kind();
    }
    throw new AssertionError("there was a response");
  }

  @Test
  void sendsTheRequestAndReturnsAnyResponse() throws Exception {
    receiver.answer(
        _ -> new Answer(429, Map.of("Retry-After", "7"), "later".getBytes(StandardCharsets.UTF_8)));
    try (OutboundClient client = client()) {
      OutboundResponse response = client.send(request(receiver.url())).get();

      assertThat(response.status()).isEqualTo(429);
      assertThat(response.retryAfter()).isEqualTo("7");
      assertThat(response.body()).asString(StandardCharsets.UTF_8).isEqualTo("later");
    }
    HttpsReceiver.Received received = receiver.received().getFirst();
    assertThat(received.body()).isEqualTo("{}");
    assertThat(received.header("x-test")).isEqualTo("1");
    assertThat(received.header("User-Agent")).isEqualTo("Notifier");
    assertThat(received.headers()).doesNotContainKeys("Cookie", "Authorization", "Accept-encoding");
  }

  @Test
  void theNameOfTheUrlIsThatOfTheCertificateAndOfTheHost() throws Exception {
    try (OutboundClient client =
        new OutboundClient(
            new OutboundClient.Limits(Duration.ofSeconds(30), MAX_BYTES, 4),
            new CheckedAddresses(
                _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")},
                (_, _) -> true,
                System::nanoTime),
            identity.certificates())) {
      String port = ":" + receiver.port() + "/";
      assertThat(client.send(request("https://localhost" + port)).get().status()).isEqualTo(204);
      assertThat(receiver.received().getFirst().header("Host"))
          .isEqualTo("localhost:" + receiver.port());
      // The same address and certificate, by a name that is not in it.
      assertThat(failure(client, "https://other.example" + port)).isEqualTo(Kind.NO_TLS);
    }
  }

  @Test
  void whatCannotBeReached() throws Exception {
    try (OutboundClient client = client()) {
      assertThat(failure(client, "https://127.0.0.1:1/")).isEqualTo(Kind.NO_CONNECTION);
      assertThat(failure(client, "https://nothing.invalid/")).isEqualTo(Kind.UNKNOWN_HOST);
    }
  }

  @Test
  void anAuthorityThatIsNotTrusted() throws Exception {
    try (OutboundClient client = client(Duration.ofSeconds(30), (_, _) -> true, List.of())) {
      assertThat(failure(client, receiver.url())).isEqualTo(Kind.NO_TLS);
    }
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void addressesThatAreNotAllowedGetNoConnection() throws Exception {
    try (OutboundClient client =
        client(
            Duration.ofSeconds(30),
            (address, _) -> !address.isLoopbackAddress(),
            identity.certificates())) {
      assertThat(failure(client, receiver.url())).isEqualTo(Kind.NOT_ALLOWED);
      assertThat(failure(client, "https://localhost:" + receiver.port()))
          .isEqualTo(Kind.NOT_ALLOWED);
    }
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void theContentTypeOfAResponseDoesNotMatter() throws Exception {
    try (OutboundClient client = client()) {
      for (String type : List.of("text/plain; charset=utf8mb4", "neither type nor subtype", ";")) {
        receiver.answer(_ -> new Answer(200, Map.of("Content-Type", type), new byte[1]));
        assertThat(client.send(request(receiver.url())).get().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void responsesAreBounded() throws Exception {
    try (OutboundClient client = client()) {
      receiver.answer(_ -> new Answer(200, Map.of(), new byte[MAX_BYTES]));
      assertThat(client.send(request(receiver.url())).get().body()).hasSize(MAX_BYTES);
      receiver.answer(_ -> new Answer(200, Map.of(), new byte[MAX_BYTES + 1]));
      assertThat(failure(client, receiver.url())).isEqualTo(Kind.TOO_LARGE);
      receiver.answer(_ -> new Answer(200, Map.of("x-long", "x".repeat(20_000)), new byte[0]));
      assertThat(failure(client, receiver.url())).isEqualTo(Kind.BROKEN);
    }
  }

  @Test
  void aReceiverThatIsSilentEndsWithTheTimeLimit() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    receiver.answer(_ -> {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Answer.of(200);
    });
    try (OutboundClient client =
            client(Duration.ofMillis(500), (_, _) -> true, identity.certificates());
        ServerSocket silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(failure(client, receiver.url())).isEqualTo(Kind.TIMEOUT);
      // It accepts connections and never begins with TLS.
      assertThat(failure(client, "https://127.0.0.1:" + silent.getLocalPort()))
          .isEqualTo(Kind.TIMEOUT);
    }
    end.countDown();
  }
}
