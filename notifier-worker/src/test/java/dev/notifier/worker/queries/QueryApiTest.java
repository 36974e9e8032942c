package dev.notifier.worker.queries;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.notifier.config.replies.QueriesConfig;
import dev.notifier.replies.address.ShippedAddresses;
import dev.notifier.replies.queries.QueryDefinition;
import dev.notifier.store.queries.QueryOrder;
import dev.notifier.worker.http.OutboundRequest;
import dev.notifier.worker.http.OutboundResponse;
import dev.notifier.worker.queries.QueryResponse.Found;
import dev.notifier.worker.queries.QueryResponse.NoMatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the API agrees with itself, with the shipped queries and with the client. */
class QueryApiTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

  private final JsonNode document = read();

  private static JsonNode read() {
    try (var text = Files.newBufferedReader(Path.of("..", "docs", "query-api.yaml"))) {
      return JSON.valueToTree(new Yaml().load(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<QueryDefinition> shipped() {
    return ShippedAddresses.all().stream().flatMap(address -> address.queries().stream());
  }

  @Test
  void theDescriptionHasTheEndpointsOfTheShippedQueries() {
    assertThat(document.path("paths").propertyNames())
        .containsExactlyInAnyOrderElementsOf(shipped().map(QueryDefinition::endpoint).toList());
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asString("").substring(1)).isMissingNode())
          .as("%s", reference)
          .isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void requestsAreAsDescribed(QueryDefinition query) throws Exception {
    AtomicReference<OutboundRequest> sent = new AtomicReference<>();
    client(new OutboundResponse(404, null, new byte[0]), sent).ask(order(query), query);

    OutboundRequest request = sent.get();
    assertThat(request.uri()).hasToString("https://data.example/api" + query.endpoint());
    JsonNode body = JSON.readTree(request.body());
    assertThat(violations(schemaOfRequests(), body)).isEmpty();
    for (JsonNode reference : document.at("/paths").path(query.endpoint()).at("/post/parameters")) {
      JsonNode header = document.at(reference.path("$ref").asString("").substring(1));
      String value = request.headers().get(header.path("name").asString());
      assertThat(violations(header.path("schema"), JSON.valueToTree(value))).isEmpty();
    }
    assertThat(request.headers().get("webhook-id")).isEqualTo(body.path("inboundId").asString());
    assertThat(request.toString() + request.headers()).doesNotContain("912345678", "0110129425");
  }

  private JsonNode schemaOfRequests() {
    JsonNode content =
        document.at("/components/requestBodies/Query/content").path("application/json");
    assertThat(violations(content.path("schema"), content.path("example"))).isEmpty();
    return content.path("schema");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void theClientReadsTheExamples(QueryDefinition query) throws Exception {
    JsonNode content =
        document
            .at("/paths")
            .path(query.endpoint())
            .at("/post/responses/200/content")
            .path("application/json");
    JsonNode found = content.at("/examples/found/value");
    JsonNode notRegistered = content.at("/examples/notRegistered/value");
    assertThat(violations(content.path("schema"), found)).isEmpty();
    assertThat(violations(content.path("schema"), notRegistered)).isEmpty();

    assertThat(answerTo(found, query))
        .isInstanceOfSatisfying(
            Found.class,
            each ->
                assertThat(JSON.<JsonNode>valueToTree(each.data())).isEqualTo(found.path("data")));
    assertThat(answerTo(notRegistered, query)).isInstanceOf(NoMatch.class);
  }

  private static QueryResponse answerTo(JsonNode body, QueryDefinition query) throws Exception {
    return client(
            new OutboundResponse(200, null, JSON.writeValueAsBytes(body)), new AtomicReference<>())
        .ask(order(query), query);
  }

  private static QueryClient client(
      OutboundResponse response, AtomicReference<OutboundRequest> sent) {
    return new QueryClient(
        request -> {
          sent.set(request);
          return CompletableFuture.completedFuture(response);
        },
        new QueriesConfig(
            "https://data.example/api/", QueryHarness.SECRET, Duration.ofSeconds(2), 1),
        () -> NOW);
  }

  private static QueryOrder order(QueryDefinition query) {
    return new QueryOrder(
        new UUID(1, 2),
        "default",
        query.name(),
        "8079",
        null,
        QueryHarness.PHONE,
        new UUID(3, 4),
        "vi",
        Map.of("id", "0110129425", "from", "2016-01", "to", "2017-12"),
        NOW);
  }

  private List<String> violations(JsonNode schema, JsonNode value) {
    ObjectNode root = JSON.createObjectNode();
    root.set("components", document.path("components"));
    root.set("allOf", JSON.createArrayNode().add(schema));
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .locale(Locale.ENGLISH)
                        .build()))
        .getSchema(root)
        .validate(value)
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }
}
