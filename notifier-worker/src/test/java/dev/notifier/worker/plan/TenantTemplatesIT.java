package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.worker.templates.Sample;
import dev.notifier.worker.templates.TemplateRegistry;
import dev.notifier.worker.testing.PipelineDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Events of several tenants in one batch, of which one has a template of its own. */
class TenantTemplatesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void eachMessageHasTheTextOfItsTenant() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database);
        TemplateRegistry registry = registry(plan)) {
      send(plan, Topics.EVENT_TYPES, Sample.TYPE, RecordJson.write(Sample.type(1)));
      publish(plan, Sample.ID, 3, "national");
      publish(plan, "son-la/" + Sample.ID, 1, "of Son La");
      registry.readToEnd(LIMIT);
      plan.start(registry, LoopStepListener.NONE);
      List<EventRecord> events = new ArrayList<>();
      for (String tenant : List.of("default", "son-la", "son-la~test", "lao-cai")) {
        events.add(event(events.size(), tenant));
      }

      plan.send(events);
      plan.awaitAllPlanned();

      assertThat(
              new JdbcTemplate(database)
                  .queryForList(
                      """
                      select concat_ws(' | ', tenant, template_id, template_version, body)
                      from notifications order by event_id
                      """,
                      String.class))
          .containsExactly(
              "default | card-expiring | 3 | national",
              "son-la | son-la/card-expiring | 1 | of Son La",
              "son-la~test | son-la/card-expiring | 1 | of Son La",
              "lao-cai | card-expiring | 3 | national");
    }
  }

  private static EventRecord event(int number, String tenant) {
    EventRecord event = PlanHarness.event(number);
    return new EventRecord(
        event.v(),
        tenant,
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
        null,
        null,
        null);
  }

  private static TemplateRegistry registry(PlanHarness plan) {
    KafkaClients clients =
        new KafkaClients(KafkaConnection.plaintext(plan.kafka.bootstrapServers()), "test-registry");
    TemplateRegistry registry = new TemplateRegistry(clients, System::nanoTime, Sample.PLAIN);
    registry.start();
    return registry;
  }

  private static void publish(PlanHarness plan, String fullName, int version, String text)
      throws Exception {
    var template = Sample.version(fullName, version, text);
    var published = Sample.published(fullName, version, 1);
    send(plan, Topics.TEMPLATES, template.key(), RecordJson.write(template));
    send(plan, Topics.TEMPLATES, published.key(), RecordJson.write(published));
  }

  private static void send(PlanHarness plan, String topic, String key, byte[] value)
      throws Exception {
    plan.kafka.send(
        List.of(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)));
  }
}
