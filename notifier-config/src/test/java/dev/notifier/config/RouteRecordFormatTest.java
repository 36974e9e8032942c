package dev.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.routes.RouteTakeover;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads route records that were written by older versions. */
class RouteRecordFormatTest {
  /** Numbers that every record has had. */
  private static final List<String> LIMITS = List.of("sessions", "window", "maxSessions");

  @Test
  void componentsThatAnOldRecordLacksHaveDefaults() {
    RouteConfig old =
        RecordJson.read(
            ("{\"host\":\"h\",\"message\":{\"dataCoding\":0},"
                    + "\"inbound\":{\"retryStatus\":\"0x64\"}}")
                .getBytes(StandardCharsets.UTF_8),
            RouteConfig.class);

    assertThat(old.registeredTemplates()).isEqualTo(RouteConfig.RegisteredTemplates.OFF);
    assertThat(old.message().rejectedCharacters()).isEmpty();
    assertThat(old.message().validity()).isEqualTo(MessageConfig.Validity.REMAINING);
    assertThat(old.inbound().trustReceiptText()).isFalse();
  }

  /**
   * Whatever a route lacks, no reader fails later, and each default is that of the configuration.
   */
  @Test
  void everySettingMayBeMissing() {
    RouteRecord complete = new RouteRecord(RouteRecord.VERSION, "vina", 7, defaults(), false, 0);
    ObjectNode json = tree(complete);
    ObjectNode settings = (ObjectNode) json.get("settings");
    List<String> sections = List.of("source", "link", "message", "inbound");
    Map<String, Object> failures = new TreeMap<>();
    for (String name : List.copyOf(settings.propertyNames())) {
      if (!LIMITS.contains(name)) {
        JsonNode value = settings.remove(name);
        failures.put(name, RouteRecord.FORMAT.decode(bytes(json)));
        settings.putNull(name);
        failures.put(name + " null", RouteRecord.FORMAT.decode(bytes(json)));
        settings.set(name, value);
      }
    }
    for (String section : sections) {
      ObjectNode values = (ObjectNode) settings.get(section);
      for (String name : List.copyOf(values.propertyNames())) {
        if (!values.get(name).isNumber()) {
          JsonNode value = values.remove(name);
          failures.put(section + "." + name, RouteRecord.FORMAT.decode(bytes(json)));
          values.set(name, value);
        }
      }
    }
    failures.values().removeIf(new Decoded.Complete<>(complete)::equals);
    assertThat(failures).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sessions", "window"})
  void aRouteWithoutItsLimitsIsNotRead(String limit) {
    RouteRecord complete = new RouteRecord(RouteRecord.VERSION, "vina", 7, defaults(), false, 0);
    ObjectNode json = tree(complete);
    ((ObjectNode) json.get("settings")).remove(limit);

    assertThat(RouteRecord.FORMAT.decode(bytes(json)))
        .isEqualTo(
            new Decoded.Unreadable<>(Decoded.Problem.WRONG_VALUE, "field settings." + limit));
  }

  private static ObjectNode tree(RouteRecord route) {
    return (ObjectNode) Objects.requireNonNull(RecordJson.readTree(RecordJson.write(route)));
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The defaults, as JSON keeps them: without where to connect. */
  private static RouteConfig defaults() {
    RouteConfig route =
        new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("", RouteConfig.class);
    return RecordJson.read(RecordJson.write(route), RouteConfig.class);
  }

  @Test
  void aRecordContainsNoConnection() {
    RouteConfig route =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of("host", "smsc.example", "system-id", "login", "password", "secret")))
            .bindOrCreate("", RouteConfig.class);

    String json =
        new String(
            RecordJson.write(new RouteRecord(RouteRecord.VERSION, "vina", 1, route, false, 0)),
            StandardCharsets.UTF_8);

    assertThat(json)
        .contains("\"settings\"", "\"window\"")
        .doesNotContain(
            "smsc.example", "login", "secret", "host", "port\"", "systemId", "password", "tls");
  }

  @Test
  void aTakeoverIsKeptAndMustBeComplete() {
    RouteRecord route =
        new RouteRecord(RouteRecord.VERSION, "vina", 7, defaults(), false, 0)
            .withTakeover(
                new RouteTakeover(
                    RouteTakeover.Messages.URGENT,
                    Instant.parse("2026-12-01T11:00:00Z"),
                    Instant.parse("2026-12-01T01:00:00Z"),
                    "user:lan",
                    "slow"));
    ObjectNode json = tree(route);

    assertThat(RouteRecord.FORMAT.decode(bytes(json))).isEqualTo(new Decoded.Complete<>(route));
    assertThat(json.get("takeover").propertyNames())
        .containsExactlyInAnyOrder("messages", "until", "since", "by", "reason");
    ((ObjectNode) json.get("takeover")).remove("until");
    assertThat(RouteRecord.FORMAT.decode(bytes(json))).isInstanceOf(Decoded.Unreadable.class);
  }
}
