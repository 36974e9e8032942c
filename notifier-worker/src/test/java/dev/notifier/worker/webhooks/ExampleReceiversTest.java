package dev.notifier.worker.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.webhooks.SealedSecret;
import dev.notifier.store.webhooks.Webhook;
import dev.notifier.store.webhooks.WebhookFilter;
import dev.notifier.store.webhooks.WebhookSecrets;
import dev.notifier.worker.http.OutboundRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The receivers in the folder {@code examples} accept what Notifier signs, and nothing else. */
class ExampleReceiversTest {
  private static final WebhookSecrets SECRETS =
      new WebhookSecrets("privacy key of the tests", new Random(5));

  enum Example {
    JAVA(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "WebhookReceiver.java"),
    PYTHON("python3", "webhook_receiver.py");

    private final String program;
    private final String file;

    Example(String program, String file) {
      this.program = program;
      this.file = file;
    }

    Process start(String secrets) {
      ProcessBuilder builder =
          new ProcessBuilder(program, Path.of("..", "examples", file).toString(), "0")
              .redirectErrorStream(true);
      builder.environment().put("NOTIFIER_WEBHOOK_SECRETS", secrets);
      try {
        return builder.start();
      } catch (IOException e) {
        return Assumptions.abort(program + " is not installed: " + file + " was not tested");
      }
    }
  }

  private static MessageBuilder builder(String secret, int batchSize) {
    return new MessageBuilder(
        new Webhook(
            "hook",
            1,
            "default",
            "name",
            "https://portal.example/",
            WebhookFilter.ALL,
            batchSize,
            List.of(new SealedSecret(SECRETS.seal("hook", secret), null)),
            null,
            new Webhook.Replay(1, Instant.EPOCH),
            0),
        SECRETS);
  }

  private static List<ReadChange> changes(UUID... ids) {
    return IntStream.range(0, ids.length)
        .mapToObj(i ->
            new ReadChange(
                0,
                1,
                i,
                ids.length,
                Instant.now(),
                "event-" + i,
                WebhookHarness.change(ids[i], NotificationState.DELIVERED)))
        .toList();
  }

  private static int post(int port, OutboundRequest request, byte[] body) throws Exception {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks"))
            .header("Content-Type", request.contentType())
            .POST(BodyPublishers.ofByteArray(body));
    request.headers().forEach(http::header);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(http.build(), BodyHandlers.discarding()).statusCode();
    }
  }

  private static int post(int port, OutboundRequest request) throws Exception {
    return post(port, request, request.body());
  }

  @ParameterizedTest
  @EnumSource(Example.class)
  void acceptsWhatIsSignedAndNothingElse(Example example) throws Exception {
    String former = SECRETS.create();
    String present = SECRETS.create();
    Process process = example.start(present + " " + former);
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String first = output.readLine();
      assertThat(first).startsWith("listening on port ");
      int port = Integer.parseInt(first.substring(first.lastIndexOf(' ') + 1));
      UUID one = UUID.randomUUID();
      UUID two = UUID.randomUUID();
      UUID three = UUID.randomUUID();
      Instant now = Instant.now();
      OutboundRequest single = builder(present, 1).changes(changes(one), now).orElseThrow();

      assertThat(post(port, single)).isEqualTo(204);
      assertThat(post(port, single)).as("sent again").isEqualTo(204);
      assertThat(post(port, builder(former, 50).changes(changes(two, one), now).orElseThrow()))
          .isEqualTo(204);
      assertThat(post(port, builder(former, 50).changes(changes(two, three), now).orElseThrow()))
          .as("cut elsewhere")
          .isEqualTo(204);
      assertThat(post(port, builder(present, 1).test(1, now).orElseThrow())).isEqualTo(204);
      byte[] forged = Arrays.copyOf(single.body(), single.body().length);
      forged[forged.length / 2] ^= 1;
      assertThat(post(port, single, forged)).as("changed").isEqualTo(401);
      assertThat(post(port, builder(SECRETS.create(), 1).changes(changes(one), now).orElseThrow()))
          .as("another secret")
          .isEqualTo(401);
      OutboundRequest old =
          builder(present, 1).changes(changes(one), now.minusSeconds(600)).orElseThrow();
      assertThat(post(port, old)).as("recorded ten minutes ago").isEqualTo(401);

      assertThat(List.of(output.readLine(), output.readLine(), output.readLine()))
          .containsExactly(one + " DELIVERED", two + " DELIVERED", three + " DELIVERED");
    } finally {
      process.destroyForcibly();
    }
  }
}
