package dev.notifier.worker.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.table.TopicNotReadException;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.testing.PipelineTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplateRegistryIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TestKafka kafka = TestKafka.shared();

  @BeforeEach
  void createTopics() throws Exception {
    PipelineTopics.renew(kafka, Map.of());
  }

  @Test
  void everyWorkerLearnsOfAPublication() throws Exception {
    send(Topics.EVENT_TYPES, Sample.TYPE, RecordJson.write(Sample.type(1)));
    publish(1, "one", 1);
    try (TemplateRegistry first = registry();
        TemplateRegistry second = registry()) {
      first.readToEnd(LIMIT);
      second.readToEnd(LIMIT);
      assertThat(render(first)).isEqualTo("one");
      assertThat(render(second)).isEqualTo("one");

      publish(2, "two", 2);

      assertThat(TemplateVersionsTest.render(first.upToDate(), null)).isEqualTo("two");
      Awaitility.await().atMost(LIMIT).until(() -> render(second).equals("two"));
      assertThat(TemplateVersionsTest.render(second.current(), 1)).isEqualTo("one");
      assertThat(second.usable()).isEqualTo(2);
      assertThat(second.age()).isNotNull();
      assertThat(second.error()).isNull();
    }
  }

  @Test
  void anInvalidRecordIsSkipped() throws Exception {
    send(Topics.TEMPLATES, Sample.ID + "/7", "no JSON".getBytes(StandardCharsets.UTF_8));
    send(Topics.EVENT_TYPES, Sample.TYPE, RecordJson.write(Sample.type(1)));
    publish(8, "eight", 8);
    try (TemplateRegistry registry = registry()) {
      registry.readToEnd(LIMIT);

      assertThat(render(registry)).isEqualTo("eight");
    }
  }

  @Test
  void withoutKafkaReadingFailsAfterTheTimeout() {
    KafkaClients unavailable =
        new KafkaClients(KafkaConnection.plaintext("127.0.0.1:1"), "test-unavailable");
    try (TemplateRegistry registry =
        new TemplateRegistry(unavailable, System::nanoTime, Sample.PLAIN)) {
      registry.start();

      assertThatThrownBy(() -> registry.readToEnd(Duration.ofMillis(200)))
          .isInstanceOf(TopicNotReadException.class);
      assertThat(registry.age()).isNull();
    }
  }

  @Test
  void beforeTheFirstPublicationNoTemplateCountsAsMissing() throws Exception {
    try (TemplateRegistry registry = registry()) {
      registry.readToEnd(LIMIT);

      assertThatThrownBy(registry::upToDate)
          .isInstanceOf(TemplateRegistry.NothingPublishedException.class)
          .hasMessageContaining("start the api");
    }
  }

  private static String render(TemplateRegistry registry) {
    return TemplateVersionsTest.render(registry.current(), null);
  }

  private TemplateRegistry registry() {
    KafkaClients clients =
        new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test-registry");
    TemplateRegistry registry = new TemplateRegistry(clients, System::nanoTime, Sample.PLAIN);
    registry.start();
    return registry;
  }

  private void publish(int version, String text, long revision) throws Exception {
    send(
        Topics.TEMPLATES,
        Sample.version(version, text).key(),
        RecordJson.write(Sample.version(version, text)));
    send(
        Topics.TEMPLATES,
        Sample.published(version, revision).key(),
        RecordJson.write(Sample.published(version, revision)));
  }

  private void send(String topic, String key, byte[] value) throws Exception {
    kafka.send(List.of(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)));
  }
}
