package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.worker.templates.Sample;
import dev.notifier.worker.templates.TemplateRegistry;
import dev.notifier.worker.testing.PipelineDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two workers plan while a new version of the template is published. */
class PublishWhilePlanningIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void eachTextIsOfItsVersionAndBothWorkersSwitch() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database);
        TemplateRegistry first = registry(plan);
        TemplateRegistry second = registry(plan)) {
      send(plan, Topics.EVENT_TYPES, Sample.TYPE, RecordJson.write(Sample.type(1)));
      publish(plan, 1, "one", 1);
      first.readToEnd(LIMIT);
      second.readToEnd(LIMIT);
      plan.start(first, LoopStepListener.NONE);
      plan.start(second, LoopStepListener.NONE);
      plan.send(events(0, 200, null));

      publish(plan, 2, "two", 2);
      plan.send(events(200, 400, null));
      Awaitility.await().atMost(LIMIT).until(() -> hasVersion2(first) && hasVersion2(second));
      plan.send(events(400, 600, null));
      plan.send(events(600, 700, 1));
      plan.send(events(700, 701, 9));
      plan.awaitAllPlanned();

      List<SubmitRecord> submitted = plan.submitted();
      assertThat(submitted).hasSize(700);
      assertThat(submitted)
          .allSatisfy(message ->
              assertThat(message.texts().getFirst())
                  .isEqualTo(message.template().version() == 1 ? "one" : "two"));
      assertThat(submitted.stream().filter(message -> message.template().version() == 1).count())
          .as("messages of version 1: the pinned ones and those planned before the switch")
          .isBetween(100L, 500L);
      assertThat(plan.statuses().stream().filter(status -> status.reason() != null))
          .singleElement()
          .satisfies(status ->
              assertThat(status.reason()).isEqualTo(FailureReason.UNKNOWN_TEMPLATE_VERSION));
    }
  }

  private static boolean hasVersion2(TemplateRegistry registry) {
    return registry.current().lookUp("default", Sample.TYPE, null)
            instanceof TemplateLookup.Found found
        && Integer.valueOf(2).equals(found.published().version());
  }

  private static List<EventRecord> events(int from, int to, @Nullable Integer pinned) {
    List<EventRecord> events = new ArrayList<>();
    IntStream.range(from, to)
        .mapToObj(PlanHarness::event)
        .forEach(event ->
            events.add(
                new EventRecord(
                    event.v(),
                    event.tenant(),
                    event.source(),
                    event.id(),
                    event.type(),
                    event.time(),
                    event.subject(),
                    event.phone(),
                    event.recipient(),
                    event.data(),
                    event.category(),
                    event.expiresAt(),
                    event.acceptedAt(),
                    pinned,
                    null,
                    null)));
    return events;
  }

  private static TemplateRegistry registry(PlanHarness plan) {
    KafkaClients clients =
        new KafkaClients(KafkaConnection.plaintext(plan.kafka.bootstrapServers()), "test-registry");
    TemplateRegistry registry = new TemplateRegistry(clients, System::nanoTime, Sample.PLAIN);
    registry.start();
    return registry;
  }

  private static void publish(PlanHarness plan, int version, String text, long revision)
      throws Exception {
    var template = Sample.version(version, text);
    var published = Sample.published(version, revision);
    send(plan, Topics.TEMPLATES, template.key(), RecordJson.write(template));
    send(plan, Topics.TEMPLATES, published.key(), RecordJson.write(published));
  }

  private static void send(PlanHarness plan, String topic, String key, byte[] value)
      throws Exception {
    plan.kafka.send(
        List.of(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)));
  }
}
