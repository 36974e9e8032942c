package dev.notifier.api.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.Description;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description of the interface and what the interface does tell the same. */
class OpenApiTest {
  private static final Instant NOW = Instant.parse("2026-12-01T02:00:00Z");

  private final EventParser parser = new EventParser();
  private final EventTypeRegistry types = EventTypeRegistry.shipped();

  @Test
  void everyExampleOfAnEventIsAccepted() {
    JsonNode post = Description.read().path("paths").path("/v1/events").path("post");
    JsonNode examples =
        post.path("requestBody")
            .path("content")
            .path("application/cloudevents+json")
            .path("examples");
    assertThat(examples.propertyNames()).hasSizeGreaterThanOrEqualTo(5);
    examples.forEachEntry((name, example) -> {
      byte[] octets = example.path("value").toString().getBytes(StandardCharsets.UTF_8);
      CheckResult checked =
          new EventValidator(parser, types)
              .check("default", new ByteSlice(octets, 0, octets.length), NOW);
      assertThat(checked).as(name).isInstanceOf(CheckResult.Good.class);
    });
  }

  @Test
  void typesAreDataAndNotPartOfTheDescription() {
    JsonNode type =
        Description.read()
            .path("components")
            .path("schemas")
            .path("Event")
            .path("properties")
            .path("type");

    assertThat(type.has("enum")).isFalse();
    assertThat(type.path("description").asString()).contains("/v1/event-types");
  }
}
