package dev.notifier.api.eventsin;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.notifier.api.cloudevents.CloudEventReader.Message;
import dev.notifier.api.intake.IntakeResult.Outcome;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.StatusRecord.ChangedBatch;
import dev.notifier.contracts.StatusRecord.CompletedGroup;
import dev.notifier.contracts.StatusRecord.Count;
import dev.notifier.contracts.StatusRecord.ForgedText;
import dev.notifier.contracts.StatusRecord.Item;
import dev.notifier.contracts.StatusRecord.WrongPerson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.feed.FeedEvent;
import dev.notifier.contracts.origin.MessageSubject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of events and states agrees with itself and with the program. */
class AsyncApiTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

  private final JsonNode document = read();
  private final JsonNode messages = document.path("components").path("messages");

  @Test
  void isAsyncApi3WithAllChannels() {
    assertThat(document.path("asyncapi").asString("")).isEqualTo("3.0.0");
    assertThat(document.path("channels").valueStream())
        .extracting(channel -> channel.path("address").asString(""))
        .containsExactlyInAnyOrder(
            "notifier.events.in.{client}",
            "notifier.events.refused.{client}",
            "/v1/statuses",
            "",
            Topics.STATUSES);
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asString("").substring(1)).isMissingNode())
          .as("%s", reference)
          .isFalse();
    }
  }

  @Test
  void examplesMatchTheirSchemas() {
    messages.forEachEntry((name, message) -> {
      if (message.path("payload").has("schemaFormat")) {
        return; // It is binary.
      }
      assertThat(message.path("examples")).as(name).isNotEmpty();
      for (JsonNode example : message.path("examples")) {
        assertThat(violations(message.path("payload"), example.path("payload"))).isEmpty();
        if (message.has("headers")) {
          assertThat(violations(message.path("headers"), example.path("headers"))).isEmpty();
        }
      }
    });
  }

  @Test
  void theProgramReadsTheExamples() {
    assertThat(message("StructuredEvent")).isInstanceOf(Message.Structured.class);
    assertThat(message("BinaryEvent"))
        .isInstanceOfSatisfying(
            Message.Binary.class,
            binary -> assertThat(binary.attributes()).containsEntry("id", "V-2").hasSize(5));
  }

  @Test
  void whatTheProgramWritesMatchesTheSchema() {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("notifier.events.in.clinic-7", 0, 17, null, null);
    for (String id : new String[] {"V-1", null}) {
      Outcome.Rejected rejected =
          new Outcome.Rejected(id, id, List.of(Violation.at("/id", ErrorCode.MISSING_ATTRIBUTE)));
      byte[] written = RefusedEvent.of(rejected, record, NOW).record("clinic-7").value();
      assertThat(violations(messages.path("RefusedEvent").path("payload"), JSON.readTree(written)))
          .isEmpty();
    }
  }

  /** As the feed and webhooks send it. */
  @Test
  void whatTheProgramSendsMatchesTheSchemas() {
    Change change =
        new Change(
            new UUID(7, 1),
            "/cards",
            "C-1",
            "card.expiring",
            NotificationState.SKIPPED,
            FailureReason.NO_TEMPLATE,
            null,
            false,
            0,
            NOW);
    CompletedGroup group =
        new CompletedGroup(
            "november",
            "Title",
            1,
            NOW,
            List.of(new Count(NotificationState.SKIPPED, FailureReason.NO_TEMPLATE, 1, 0)));
    WrongPerson wrong =
        new WrongPerson(new UUID(7, 1), MessageSubject.Kind.UNIT, true, new UUID(8, 1), NOW);
    ChangedBatch batch = new ChangedBatch(new UUID(7, 2), "PAUSED", "Too many failed.", NOW);
    ForgedText forged = new ForgedText(new UUID(7, 3), 5, NOW, new UUID(8, 2), NOW);
    for (Item item : List.of(change, group, wrong, batch, forged)) {
      String name =
          switch (item) {
            case Change _ -> "StatusChanged";
            case CompletedGroup _ -> "GroupCompleted";
            case WrongPerson _ -> "RecipientWrong";
            case ChangedBatch _ -> "BatchChanged";
            case ForgedText _ -> "TextForged";
          };
      byte[] sent = RecordJson.write(FeedEvent.of("id", "default", item));
      assertThat(violations(messages.path(name).path("payload"), JSON.readTree(sent))).isEmpty();
      assertThat(messages.path("Webhook" + name).path("payload"))
          .isEqualTo(messages.path(name).path("payload"));
    }
  }

  /** The same documents are in the description of the API. */
  @Test
  void schemasOfStatesAreThoseOfTheApi() throws IOException {
    try (var text = AsyncApiTest.class.getResourceAsStream("/openapi.yaml")) {
      JsonNode api = JSON.valueToTree(new Yaml().load(text));
      for (String name :
          List.of(
              "StatusEvent",
              "GroupEvent",
              "WrongPersonEvent",
              "BatchEvent",
              "ForgedTextEvent",
              "State")) {
        JsonNode own = document.path("components").path("schemas").path(name);
        assertThat(own).as(name).isEqualTo(api.path("components").path("schemas").path(name));
      }
    }
  }

  @Test
  void theRecordOfStatesIsThatOfTheProtoFile() throws IOException {
    String proto =
        Files.readString(Path.of("..", "notifier-contracts/src/main/proto/records.proto"));
    String described = messages.at("/StatusRecord/payload/schema").asString("");

    assertThat(described).contains("message StatusRecord {", "message StatusChange {");
    for (String message : described.split("\n\n", -1)) {
      assertThat(proto).contains(message.strip());
    }
  }

  private Message message(String name) {
    JsonNode example = messages.path(name).path("examples").path(0);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            "notifier.events.in.clinic-7",
            0,
            17,
            null,
            JSON.writeValueAsBytes(example.path("payload")));
    example
        .path("headers")
        .forEachEntry((header, value) ->
            record.headers().add(header, value.asString("").getBytes(StandardCharsets.UTF_8)));
    return EventRecordReader.read(record);
  }

  private List<String> violations(JsonNode schema, JsonNode value) {
    ObjectNode root = JSON.createObjectNode();
    root.set("components", document.path("components"));
    root.set("allOf", JSON.createArrayNode().add(schema));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(root)
        .validate(value)
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private static JsonNode read() {
    try (var text = Files.newBufferedReader(Path.of("..", "docs", "asyncapi.yaml"))) {
      return JSON.valueToTree(new Yaml().load(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
