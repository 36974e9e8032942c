package dev.notifier.api.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.ApiDescription;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.planning.UnknownSnapshots;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Checks that the examples of the API description are accepted. */
class OpenApiTest {
  private static final Instant NOW = Instant.parse("2026-12-01T02:00:00Z");

  private final EventParser parser = new EventParser();
  private final EventTypeRegistry types = EventTypeRegistry.shipped();

  @Test
  void acceptsEveryExampleOfAnEvent() {
    JsonNode post = ApiDescription.document().path("paths").path("/v1/events").path("post");
    JsonNode examples =
        post.path("requestBody")
            .path("content")
            .path("application/cloudevents+json")
            .path("examples");
    assertThat(examples.propertyNames())
        .containsExactly(
            "card.expiring",
            "contribution.received",
            "case.decided",
            "account.password.reset",
            "notice.published");
    examples.forEachEntry((name, example) -> {
      byte[] bytes = example.path("value").toString().getBytes(StandardCharsets.UTF_8);
      ValidationResult result =
          new EventValidator(types, UnknownSnapshots.of(types), UnknownSnapshots.DIGEST, true)
              .ofRequest(new EventValidator.Sender("default", null), NOW)
              .validate(parser.parse(new ByteSlice(bytes, 0, bytes.length)));
      assertThat(result).as(name).isInstanceOf(ValidationResult.Valid.class);
    });
  }

  @Test
  void doesNotListEventTypesBecauseTheyAreData() {
    JsonNode type =
        ApiDescription.document()
            .path("components")
            .path("schemas")
            .path("Event")
            .path("properties")
            .path("type");

    assertThat(type.has("enum")).isFalse();
    assertThat(type.path("description").asString()).contains("/v1/event-types");
  }
}
