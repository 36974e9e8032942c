package dev.notifier.worker.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.CompactedTopicReader.NotReadException;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.testing.PipelineTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TemplateRegistryIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static TestKafka kafka;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    PipelineTopics.create(kafka, Map.of());
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void everyWorkerHearsOfAPublicationAndAWaitingOneFirst() throws Exception {
    send(Topics.EVENT_TYPES, Sample.TYPE, RecordJson.write(Sample.type(1)));
    publish(1, "one", 1);
    try (TemplateRegistry first = book();
        TemplateRegistry second = book()) {
      first.readToEnd(LIMIT);
      second.readToEnd(LIMIT);
      assertThat(said(first)).isEqualTo("one");
      assertThat(said(second)).isEqualTo("one");

      publish(2, "two", 2);

      assertThat(TemplateVersionsTest.said(first.upToDate(), null)).isEqualTo("two");
      Awaitility.await().atMost(LIMIT).until(() -> said(second).equals("two"));
      assertThat(TemplateVersionsTest.said(second.current(), 1)).isEqualTo("one");
      assertThat(second.usable()).isEqualTo(2);
      assertThat(second.sinceEnd()).isNotNull();
      assertThat(second.trouble()).isNull();
    }
  }

  @Test
  void aRecordThatNobodyCanReadHidesNothing() throws Exception {
    send(Topics.TEMPLATES, Sample.ID + "/7", "no JSON".getBytes(StandardCharsets.UTF_8));
    send(Topics.EVENT_TYPES, Sample.TYPE, RecordJson.write(Sample.type(1)));
    publish(8, "eight", 8);
    try (TemplateRegistry book = book()) {
      book.readToEnd(LIMIT);

      assertThat(said(book)).isEqualTo("eight");
    }
  }

  @Test
  void withoutKafkaNothingIsDecided() {
    KafkaClients nowhere = new KafkaClients("127.0.0.1:1", "test-nowhere");
    try (TemplateRegistry book = new TemplateRegistry(nowhere, System::nanoTime, Sample.PLAIN)) {
      book.start();

      assertThatThrownBy(() -> book.readToEnd(Duration.ofMillis(200)))
          .isInstanceOf(NotReadException.class);
      assertThat(book.sinceEnd()).isNull();
    }
  }

  @Test
  void beforeTheFirstPublicationOfAllNothingIsConcluded() throws Exception {
    try (TestKafka empty = TestKafka.fresh()) {
      PipelineTopics.create(empty, Map.of());
      KafkaClients clients = new KafkaClients(empty.bootstrapServers(), "test-empty");
      try (TemplateRegistry book = new TemplateRegistry(clients, System::nanoTime, Sample.PLAIN)) {
        book.start();
        book.readToEnd(LIMIT);

        assertThatThrownBy(book::upToDate)
            .isInstanceOf(TemplateRegistry.NothingPublishedException.class)
            .hasMessageContaining("start the api");
      }
    }
  }

  private static String said(TemplateRegistry book) {
    return TemplateVersionsTest.said(book.current(), null);
  }

  private static TemplateRegistry book() {
    KafkaClients clients = new KafkaClients(kafka.bootstrapServers(), "test-book");
    TemplateRegistry book = new TemplateRegistry(clients, System::nanoTime, Sample.PLAIN);
    book.start();
    return book;
  }

  private static void publish(int version, String text, long revision) throws Exception {
    send(
        Topics.TEMPLATES,
        Sample.version(version, text).key(),
        RecordJson.write(Sample.version(version, text)));
    send(
        Topics.TEMPLATES,
        Sample.published(version, revision).key(),
        RecordJson.write(Sample.published(version, revision)));
  }

  private static void send(String topic, String key, byte[] value) throws Exception {
    kafka.send(List.of(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)));
  }
}
