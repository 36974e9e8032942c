package dev.notifier.local.journey;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.local.cli.NotifierCli;
import dev.notifier.local.home.LoopbackPorts;
import dev.notifier.local.processes.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a new user does: starts everything, posts an event, sees the SMS. Nothing is lost in a kill.
 */
class FirstEventIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String TEXT =
      "BHXHVN: The BHYT xxxxxx9425 cua Ba Lo Thi Mai het han 31/12/2026. Gia han truoc 31/12/2026"
          + " de khong gian doan quyen loi. Hoi: 1900.9068";

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable ChildJvm notifier;

  @AfterEach
  void end() throws Exception {
    ChildJvm stop = ChildJvm.run(NotifierCli.class, "stop", "--home", home());
    stop.awaitEnd(Duration.ofMinutes(1));
    stop.close();
    if (notifier != null) {
      notifier.close();
    }
    http.close();
  }

  @Test
  void anEventBecomesOneDeliveredMessageEvenAcrossAKill() throws Exception {
    Path config = folder.resolve("ports.yaml");
    Files.writeString(
        config,
        """
        server: { port: %d }
        management: { server: { port: %d } }
        local: { kafka-port: %d, postgres-port: %d, smsc-port: %d, handset-port: %d }
        """
            .formatted(
                LoopbackPorts.free(),
                LoopbackPorts.free(),
                LoopbackPorts.free(),
                LoopbackPorts.free(),
                LoopbackPorts.free(),
                LoopbackPorts.free()));
    start(config);

    HttpResponse<String> accepted = post("first");
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    JsonNode notification = awaitDelivered("first");
    assertThat(notification.get("text").asString()).isEqualTo(TEXT);
    assertThat(notification.get("history")).hasSize(4);
    assertThat(simulator("/v1/counts").get("distinct").asInt()).isEqualTo(1);
    assertThat(simulator("/v1/messages").at("/messages/0/text").asString()).isEqualTo(TEXT);

    requireNonNull(notifier).kill();
    start(config);

    assertThat(awaitDelivered("first").get("state").asString()).isEqualTo("DELIVERED");
    assertThat(post("first").statusCode()).isEqualTo(202);
    assertThat(post("second").statusCode()).isEqualTo(202);
    awaitDelivered("second");
    assertThat(simulator("/v1/counts").get("accepted").asInt()).isEqualTo(2);
  }

  private void start(Path config) throws IOException {
    ChildJvm started =
        ChildJvm.run(NotifierCli.class, "start", "--home", home(), "--config", config);
    notifier = started;
    started.await("Ready");
  }

  private Path home() {
    return folder.resolve("home");
  }

  private JsonNode endpoints() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(home().resolve("endpoints.json")));
  }

  private HttpResponse<String> post(String id) throws Exception {
    String event =
        """
        {"specversion":"1.0","id":"%s","source":"/journey","type":"card.expiring","time":"%s",
         "data":{"recipient":{"kind":"CITIZEN","phone":"01691234567","honorific":"Bà",
                 "fullName":"Lò Thị Mai","locale":"vi"},
                 "cardNo":"HC4010110129425","validTo":"2026-12-31","daysLeft":30}}
        """
            .formatted(id, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    return http.send(
        request("/v1/events")
            .header("Content-Type", "application/cloudevents+json")
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode awaitDelivered(String id) {
    return await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> lookUp(id), found -> found.path("state").asString("").equals("DELIVERED"));
  }

  private JsonNode lookUp(String id) throws Exception {
    HttpResponse<String> response =
        http.send(
            request("/v1/notifications?source=/journey&id=" + id).GET().build(),
            HttpResponse.BodyHandlers.ofString());
    return JsonMapper.shared().readTree(response.body());
  }

  private HttpRequest.Builder request(String path) throws IOException {
    JsonNode endpoints = endpoints();
    return HttpRequest.newBuilder(URI.create(endpoints.get("api").asString() + path))
        .header("Authorization", "Bearer " + endpoints.get("apiKey").asString());
  }

  private JsonNode simulator(String path) throws Exception {
    URI uri = URI.create(endpoints().get("handset").asString()).resolve(path);
    return JsonMapper.shared()
        .readTree(
            http.send(
                    HttpRequest.newBuilder(uri).GET().build(), HttpResponse.BodyHandlers.ofString())
                .body());
  }
}
