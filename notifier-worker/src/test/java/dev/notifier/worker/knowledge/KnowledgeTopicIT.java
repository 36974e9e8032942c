package dev.notifier.worker.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.contracts.knowledge.KnowledgeRecord;
import dev.notifier.contracts.knowledge.KnowledgeVariant;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.replies.knowledge.AnswerThresholds;
import dev.notifier.replies.knowledge.KnowledgeDecision;
import dev.notifier.replies.knowledge.KnowledgeEntry;
import dev.notifier.replies.language.LanguageDetector;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.testing.PipelineTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnowledgeTopicIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
  private static final String CARD = "thẻ bảo hiểm y tế hết hạn khi nào";

  private final TestKafka kafka = TestKafka.shared();
  private final LanguageDetector languages = new LanguageDetector();

  @BeforeEach
  void createTopics() throws Exception {
    PipelineTopics.renew(kafka, Map.of());
  }

  private KnowledgeTopic started() throws InterruptedException {
    KnowledgeTopic topic =
        new KnowledgeTopic(
            new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test-knowledge"),
            System::nanoTime);
    topic.start();
    assertThat(topic.awaitComplete(LIMIT)).isTrue();
    return topic;
  }

  private void send(String key, byte @Nullable [] value) throws Exception {
    kafka.send(
        List.of(
            new ProducerRecord<>(Topics.KNOWLEDGE, key.getBytes(StandardCharsets.UTF_8), value)));
  }

  private void publish(String tenant, String id, long revision, @Nullable String question)
      throws Exception {
    KnowledgeContent content =
        question == null
            ? null
            : new KnowledgeContent(
                "office",
                List.of(),
                null,
                List.of(
                    new KnowledgeVariant(
                        "vi", "Title of " + tenant, List.of(question), "BHXHVN: x", "Long")));
    KnowledgeRecord record =
        new KnowledgeRecord(
            KnowledgeRecord.VERSION,
            tenant,
            id,
            question == null ? null : 1,
            revision,
            Instant.EPOCH,
            content);
    send(record.key(), RecordJson.write(record));
  }

  private String answer(KnowledgeTopic topic, String tenant, String text) {
    KnowledgeDecision decision =
        topic.decide(
            tenant, languages.detect(text, "vi"), text, TODAY, AnswerThresholds.DEFAULT, true);
    return decision instanceof KnowledgeDecision.Answer answer
        ? answer.match().entry().title()
        : "none";
  }

  private void awaitAnswer(KnowledgeTopic topic, String tenant, String expected) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(answer(topic, tenant, CARD)).isEqualTo(expected));
  }

  @Test
  void aWorkerAnswersWithWhatIsPublished() throws Exception {
    publish("default", "card", 1, CARD);
    try (KnowledgeTopic topic = started()) {
      awaitAnswer(topic, "son-la", "Title of default");
      publish("son-la", "card", 1, CARD);
      awaitAnswer(topic, "son-la", "Title of son-la");
      assertThat(answer(topic, "lao-cai", CARD)).isEqualTo("Title of default");
      assertThat(topic.entry("son-la~test", "card", "vi"))
          .map(KnowledgeEntry::smsAnswer)
          .contains("BHXHVN: x");

      publish("son-la", "card", 2, null);
      awaitAnswer(topic, "son-la", "Title of default");
      publish("default", "card", 3, null);
      awaitAnswer(topic, "son-la", "none");
      publish("default", "card", 2, CARD);
      send("default/card", null);
      publish("default", "card", 4, CARD);
      awaitAnswer(topic, "default", "Title of default");
      assertThat(topic.warnings()).isEmpty();
    }
  }

  @Test
  void whatCannotBeUsedStopsNothing() throws Exception {
    publish("default", "broken", 1, " ");
    publish("default", "long", 1, "x".repeat(KnowledgeEntry.MAX_QUESTION_UNITS + 1));
    send("default/no-json", "no JSON".getBytes(StandardCharsets.UTF_8));
    send("default/empty", "{}".getBytes(StandardCharsets.UTF_8));
    send("default/other", RecordJson.write(Map.of("v", 99)));
    send("nobody", null);
    publish("default", "card", 1, CARD);
    try (KnowledgeTopic topic = started()) {
      awaitAnswer(topic, "default", "Title of default");
      assertThat(topic.warnings()).anyMatch(each -> each.contains(" 5 entries"));
      publish("default", "broken", 2, "văn phòng ở đâu");
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(topic.warnings()).anyMatch(each -> each.contains(" 4 entries")));
    }
  }

  @Test
  void withoutKafkaNothingIsAnswered() throws Exception {
    try (KnowledgeTopic topic =
        new KnowledgeTopic(
            new KafkaClients(KafkaConnection.plaintext("127.0.0.1:1"), "test-unavailable"),
            System::nanoTime)) {
      topic.start();
      assertThat(topic.awaitComplete(Duration.ofMillis(100))).isFalse();
      assertThat(answer(topic, "default", CARD)).isEqualTo("none");
      assertThat(topic.entry("default", "card", "vi")).isEmpty();
    }
  }
}
