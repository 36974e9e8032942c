package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** What all endpoints share: authentication, problems and the API description. */
class EndpointsIT {
  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = ApiWithStore.shared().start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get("/actuator/health").status() == 200);
  }

  @Test
  void onlyTheApiDescriptionNeedsNoKey() {
    for (String open : List.of("/v3/api-docs", "/v3/api-docs.yaml")) {
      assertThat(api.send(withKey(open, null)).status()).as(open).isEqualTo(200);
    }
    for (String closed :
        List.of("/v1/notifications?source=a&id=b", "/", "/v3/api-docs;/../../v1/notifications")) {
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

  /** Otherwise an api that stops would wait for them until its limit. */
  @Test
  void aRequestThatIsRejectedBeforeItsBodyIsReadHasEnded() {
    URI events = URI.create("http://127.0.0.1:" + api.port() + "/v1/events");
    HttpRequest withoutKey =
        HttpRequest.newBuilder(events).POST(BodyPublishers.ofString("x".repeat(1 << 20))).build();
    assertThat(api.send(withoutKey).status()).isEqualTo(401);
    assertThat(api.post("text/plain", "x").status()).isEqualTo(415);
    assertThat(
            api.send(api.request("/v1/none").POST(BodyPublishers.ofString("x")).build()).status())
        .isEqualTo(404);

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(api.requestsInProgress()).isZero());
  }

  @Test
  void healthAndMetricsHaveAPortOfTheirOwnAndNeedNoKey() {
    assertThat(api.healthPort()).isNotEqualTo(api.port());
    for (String open :
        List.of(
            "/actuator/health",
            "/actuator/prometheus",
            "/actuator/health/liveness",
            "/actuator/health/readiness")) {
      assertThat(api.send(withKey(open, null)).status()).as(open).isEqualTo(200);
      HttpRequest onTheMainPort =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + open)).build();
      assertThat(api.send(onTheMainPort).status()).as(open).isEqualTo(401);
    }
    assertThat(api.send(withKey("/actuator/env", null)).status()).isEqualTo(404);
  }

  @Test
  void saysForHowLongEntriesOfEachTopicWereNotPublished() {
    String metrics = api.send(withKey("/actuator/prometheus", null)).response().body();
    assertThat(metrics.lines().filter(line -> line.startsWith("notifier_publication_oldest_age")))
        .hasSize(8)
        .allMatch(line -> line.contains("entries=\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/health/a/b/c/d",
        "/actuator/health/%00/%25zz",
        "/actuator/health/%252e%252e/x",
        "/actuator/health/readiness/kafka/x",
        "/actuator/health/none",
        "/actuator/env",
        "/actuator/prometheus/x",
        "/actuator/prometheus?%ED%A0%80=%C0%AF",
      })
  void unusualRequestsOfHealthAreNoErrorsOfTheServer(String path) {
    assertThat(api.send(withKey(path, null)).status()).isBetween(200, 499);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "nonsense", "application/json;q=0", ";;"})
  void unusualMediaTypesOfHealthAreNoErrorsOfTheServer(String value) {
    for (String header : List.of("Accept", "Content-Type")) {
      for (String path : List.of("/actuator/health", "/actuator/prometheus")) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.healthPort() + path))
                .header(header, value)
                .build();
        assertThat(api.send(request).status()).as(header + path).isBetween(200, 499);
      }
    }
  }

  @Test
  void everyResponseHasTheHeadersThatAllShare() {
    for (Reply reply :
        List.of(
            api.get("/v1/routes"),
            api.get("/v1/nothing"),
            api.send(withKey("/v1/routes", null)),
            api.post("text/plain", "x"),
            api.get("/v3/api-docs"))) {
      assertThat(reply.header("X-Request-Id")).hasSizeBetween(1, 64);
      assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
      assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(reply.header("Content-Security-Policy"))
          .contains("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'");
      assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(reply.response().headers().map())
          .doesNotContainKeys("access-control-allow-origin", "set-cookie", "server");
      if (reply.status() >= 400) {
        assertThat(reply.json().path("instance").asString())
            .isEqualTo("urn:notifier:request:" + reply.header("X-Request-Id"));
      }
    }
  }

  @Test
  void theTypeOfAProblemLeadsToItsDescription() {
    Reply problem = api.get("/v1/nothing");
    String type = problem.json().path("type").asString();
    Reply page = api.send(withKey(type.replaceFirst("#.*", ""), null));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.response().body()).contains("id=\"" + type.replaceFirst(".*#", "") + "\"");
  }

  @Test
  void aRepeatedParameterIsRejected() {
    for (String query :
        List.of("source=a&source=b&id=c", "source=a&id=c&id=c", "source=a&id=c&x&x=1")) {
      Reply reply = api.get("/v1/notifications?" + query);
      assertThat(reply.status()).as(query).isEqualTo(400);
      assertThat(reply.code()).as(query).isEqualTo("invalid-parameter");
    }
  }

  @Test
  void wrongKeysAreSlowedDownAndRightOnesAreNot() {
    Reply reply = api.send(withKey("/v1/routes", "Bearer wrong"));
    for (int i = 0; i < 40 && reply.status() == 401; i++) {
      reply = api.send(withKey("/v1/routes", "Bearer wrong-" + i));
    }
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.code()).isEqualTo("too-many-attempts");
    assertThat(reply.header("Retry-After")).isEqualTo("2");
    assertThat(api.get("/v1/routes").status()).isEqualTo(200);
    // Other tests expect 401.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofSeconds(12))
        .until(() -> api.send(withKey("/v1/routes", "Bearer wrong")).status() == 401);
  }

  @Test
  void theCallersRequestIdIsTakenIfItIsSane() {
    for (String sane : List.of("a", "7f3c-01JD8Y2M_6Q9T.x~1", "x".repeat(64))) {
      Reply reply = api.send(api.request("/v1/routes").header("X-Request-Id", sane).build());
      assertThat(reply.header("X-Request-Id")).isEqualTo(sane);
    }
    for (String other : List.of("x".repeat(65), "a b", "<script>", "a;b", "")) {
      Reply reply = api.send(api.request("/v1/routes").header("X-Request-Id", other).build());
      assertThat(reply.header("X-Request-Id")).isNotEqualTo(other).matches("[0-9a-f]{16}");
    }
  }

  @Test
  void unknownAddressesAndMethodsReturnProblems() {
    assertThat(api.get("/v1/nothing").code()).isEqualTo("not-found");
    assertThat(api.get("/v1/events").code()).isEqualTo("method-not-allowed");
    assertThat(api.get("/v1/events").header("Allow")).isEqualTo("POST");
    for (String path : List.of("/v1/routes", "/v3/api-docs", "/v1/nothing")) {
      Reply trace = api.send(api.request(path).method("TRACE", BodyPublishers.noBody()).build());
      assertThat(trace.status()).as(path).isBetween(400, 499);
      assertThat(trace.response().body()).as(path).doesNotContain(RunningApi.KEY);
    }
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
    assertThat(json.json()).isEqualTo(ApiDescription.document());
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
