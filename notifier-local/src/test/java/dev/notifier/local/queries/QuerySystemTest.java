package dev.notifier.local.queries;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.standardwebhooks.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The system with test data keeps to the description, and knows what the page says. */
class QuerySystemTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx";
  private static final Duration SLOW = Duration.ofMillis(300);

  private final HttpClient http = HttpClient.newHttpClient();
  private QuerySystem system;

  @BeforeEach
  void start() throws Exception {
    system = QuerySystem.start(0, SECRET, SLOW);
  }

  @AfterEach
  void stop() {
    system.close();
    http.close();
  }

  private HttpResponse<String> ask(String path, Map<String, String> parameters, String secret)
      throws Exception {
    String id = "5f0c7d1e-2b3a-5c4d-8e9f-0a1b2c3d4e5f";
    String body =
        JSON.writeValueAsString(Map.of("phone", "+84912345678", "parameters", parameters));
    long now = Instant.now().getEpochSecond();
    return http.send(
        HttpRequest.newBuilder(URI.create(system.url() + path))
            .header("webhook-id", id)
            .header("webhook-timestamp", String.valueOf(now))
            .header("webhook-signature", new Webhook(secret).sign(id, now, body))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> ask(String path, String id) throws Exception {
    return ask(path, Map.of("id", id), SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "/contribution-records, 0110129425",
    "/health-cards, 0110129425",
    "/health-cards, HC4010110129425",
    "/cases, 04486.G/2019/08708",
    "/passwords, 0110129425",
    "/cases, 04486.G/2019/08408",
  })
  void dataIsAsDescribed(String path, String id) throws Exception {
    HttpResponse<String> response = ask(path, id);
    JsonNode body = JSON.readTree(response.body());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(body.path("registered").asBoolean()).isTrue();
    assertThat(violations(path, body)).isEmpty();
  }

  @Test
  void aPeriodIsPartOfTheData() throws Exception {
    JsonNode body =
        JSON.readTree(
            ask(
                    "/contribution-records",
                    Map.of("id", "0110129425", "from", "2016-01", "to", "2017-12"),
                    SECRET)
                .body());

    assertThat(violations("/contribution-records", body)).isEmpty();
    assertThat(body.path("data").path("fromMonth").asString()).isEqualTo("2016-01");
  }

  @ParameterizedTest
  @CsvSource({
    "0110129404, 404",
    "0110129503, 503",
    "0110129403, 200",
    "0110129422, 200",
  })
  void otherIdentifiersShowTheOtherCases(String id, int status) throws Exception {
    for (String path : List.of("/contribution-records", "/health-cards", "/cases", "/passwords")) {
      HttpResponse<String> response = ask(path, id);

      assertThat(response.statusCode()).isEqualTo(status);
      if (id.endsWith("403")) {
        assertThat(response.body()).isEqualTo("{\"registered\":false}");
        assertThat(violations(path, JSON.readTree(response.body()))).isEmpty();
      }
      if (id.endsWith("422")) {
        assertThat(violations(path, JSON.readTree(response.body()))).isNotEmpty();
      }
    }
    assertThat(ask("/others", "0110129425").statusCode()).isEqualTo(404);
  }

  @Test
  void onlySignedRequestsAreAnswered() throws Exception {
    assertThat(ask("/cases", Map.of("id", "04486.G/2019/08708"), OTHER_SECRET).statusCode())
        .isEqualTo(401);
    assertThat(
            http.send(
                    HttpRequest.newBuilder(URI.create(system.url() + "/cases")).GET().build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(405);
  }

  @Test
  void thePageListsTheIdentifiers() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "query-api.md"));
    assertThat(page)
        .contains(
            "| `0110129425` |",
            "| `HC4010110129425` |",
            "| `04486.G/2019/08708` |",
            "`0110129403`",
            "`0110129408`",
            "`0110129503`",
            "`0110129422`");
  }

  private static List<String> violations(String path, JsonNode body) throws Exception {
    JsonNode document;
    try (var text = Files.newBufferedReader(Path.of("..", "docs", "query-api.yaml"))) {
      document = JSON.valueToTree(new Yaml().load(text));
    }
    ObjectNode root = JSON.createObjectNode();
    root.set("components", document.path("components"));
    root.set(
        "allOf",
        JSON.createArrayNode()
            .add(
                document
                    .path("paths")
                    .path(path)
                    .at("/post/responses/200/content")
                    .path("application/json")
                    .path("schema")));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(root)
        .validate(body)
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }
}
