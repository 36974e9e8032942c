package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.testing.TestKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** What all endpoints share: authentication, problems and the API description. */
class EndpointsIT {
  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.start(TestKafka.shared().bootstrapServers(), RunningApi.newStoreUrl());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get("/actuator/health").status() == 200);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void onlyHealthMetricsAndTheApiDescriptionNeedNoKey() {
    for (String open :
        List.of(
            "/actuator/health",
            "/actuator/prometheus",
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/actuator/health/readiness")) {
      assertThat(api.send(withKey(open, null)).status()).as(open).isEqualTo(200);
    }
    for (String closed :
        List.of(
            "/v1/notifications?source=a&id=b",
            "/",
            "/actuator/env",
            "/actuator/health/../env",
            "/v3/api-docs;/../../v1/notifications",
            "/actuator/health;/../../v1/notifications")) {
      assertThat(api.send(withKey(closed, null)).status()).as(closed).isEqualTo(401);
    }
    for (String wrong :
        List.of("Bearer wrong", "Basic " + RunningApi.KEY, RunningApi.KEY, "Bearer ")) {
      Reply reply = api.send(withKey("/v1/notifications?source=a&id=b", wrong));
      assertThat(reply.status()).as(wrong).isEqualTo(401);
      assertThat(reply.code()).isEqualTo("unauthorized");
      assertThat(reply.header("WWW-Authenticate"))
          .isEqualTo("Bearer realm=\"notifier\", error=\"invalid_token\"");
    }
  }

  @Test
  void unknownAddressesAndMethodsReturnProblems() {
    assertThat(api.get("/v1/nothing").code()).isEqualTo("not-found");
    assertThat(api.get("/v1/events").code()).isEqualTo("method-not-allowed");
    assertThat(api.get("/v1/events").header("Allow")).isEqualTo("POST");
    Reply unacceptable =
        api.send(api.request("/v3/api-docs").header("Accept", "image/png").build());
    assertThat(unacceptable.status()).isEqualTo(406);
    assertThat(unacceptable.code()).isEqualTo("not-acceptable");
  }

  @Test
  void theApiDescriptionListsEveryOperation() {
    JsonNode description = api.get("/v3/api-docs").json();

    assertThat(description.path("paths").propertyNames())
        .containsExactlyInAnyOrderElementsOf(api.addresses())
        .contains("/v1/events");
  }

  @Test
  void servesTheApiDescriptionAsJsonAndAsYaml() throws IOException {
    Reply json = api.get("/v3/api-docs");
    Reply yaml = api.get("/v3/api-docs.yaml");

    assertThat(json.header("Content-Type")).isEqualTo("application/json");
    assertThat(json.json()).isEqualTo(ApiDescription.read());
    assertThat(yaml.header("Content-Type")).isEqualTo("application/vnd.oai.openapi");
    assertThat(yaml.response().body())
        .isEqualTo(
            new String(
                new ClassPathResource("openapi.yaml").getContentAsByteArray(),
                StandardCharsets.UTF_8));
  }

  /** Uses a socket, because HttpClient does not send such request lines. */
  @Test
  void invalidRequestLinesReturnProblems() throws IOException {
    for (String line : List.of("GET /v1/[x] HTTP/1.1", "GET /v1/%zz HTTP/1.1", "G(T / HTTP/1.1")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
        socket
            .getOutputStream()
            .write(
                (line + "\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        String response =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(response)
            .as(line)
            .startsWith("HTTP/1.1 4")
            .doesNotContain("Exception", "Tomcat");
        assertThat(response).as(line).containsAnyOf("problem+json", "Content-Length: 0");
      }
    }
  }

  private static HttpRequest withKey(String path, @Nullable String authorization) {
    HttpRequest.Builder request = HttpRequest.newBuilder(api.request(path).build().uri()).GET();
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return request.method("GET", BodyPublishers.noBody()).build();
  }
}
