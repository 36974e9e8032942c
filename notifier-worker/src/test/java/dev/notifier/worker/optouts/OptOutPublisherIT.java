package dev.notifier.worker.optouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.optouts.OptOutStatement;
import dev.notifier.store.optouts.OptOutStore;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.testing.PipelineDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people send takes effect without an api. */
class OptOutPublisherIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PHONE = "+84391234567";
  private static final long SON_LA = MessageOrigin.digest("son-la");

  private final TestKafka kafka = TestKafka.shared();
  private final HikariDataSource database = PipelineDatabase.newPool();
  private final KafkaClients clients =
      new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test");
  private final RecipientKey numbers =
      new RecipientKey("the privacy key of all programs".getBytes(StandardCharsets.US_ASCII));
  private final OptOutTopic topic = new OptOutTopic(clients, numbers, System::nanoTime);
  private final OptOutPublisher publisher =
      new OptOutPublisher(database, clients, numbers, Clock.systemUTC(), System::nanoTime);

  @AfterEach
  void close() {
    publisher.close();
    topic.close();
    database.close();
  }

  @Test
  void anOptOutThatAWorkerStoresIsPublished() throws Exception {
    kafka.createTopic(Topics.OPT_OUTS, 8, Map.of("cleanup.policy", "compact"));
    topic.start();
    publisher.start();
    assertThat(topic.awaitComplete(LIMIT)).isTrue();

    new OptOutStore(database)
        .add(
            List.of(
                new OptOutStatement(
                    numbers.bitsOf(PHONE),
                    PHONE,
                    OptOutRecord.ALL_TENANTS,
                    OptOutPurpose.GENERAL_INFO,
                    true,
                    Instant.now(),
                    new OptOutStatement.Evidence("default", "inbound", "sms", "TC", null))),
            OptOutStore.Source.RECIPIENT);

    await().atMost(LIMIT).until(() -> topic.isOptedOut(PHONE, SON_LA, Category.GENERAL_INFO));
  }
}
