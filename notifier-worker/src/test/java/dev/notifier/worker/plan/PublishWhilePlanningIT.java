package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
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

/** Two workers with a book each, and a version that comes into force between events. */
class PublishWhilePlanningIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void everyTextIsThatOfItsVersionAndBothWorkersChange() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanLine line = new PlanLine(database);
        TemplateRegistry first = book(line);
        TemplateRegistry second = book(line)) {
      send(line, Topics.EVENT_TYPES, Sample.TYPE, RecordJson.write(Sample.type(1)));
      publish(line, 1, "one", 1);
      first.readToEnd(LIMIT);
      second.readToEnd(LIMIT);
      line.start(first, LoopStepListener.NONE);
      line.start(second, LoopStepListener.NONE);
      line.send(events(0, 200, null));

      publish(line, 2, "two", 2);
      line.send(events(200, 400, null));
      Awaitility.await().atMost(LIMIT).until(() -> isTwo(first) && isTwo(second));
      line.send(events(400, 600, null));
      line.send(events(600, 700, 1));
      line.send(events(700, 701, 9));
      line.awaitAllPlanned();

      List<SubmitRecord> submitted = line.submitted();
      assertThat(submitted).hasSize(700);
      assertThat(submitted)
          .allSatisfy(message ->
              assertThat(message.texts().getFirst())
                  .isEqualTo(message.template().version() == 1 ? "one" : "two"));
      assertThat(submitted.stream().filter(message -> message.template().version() == 1).count())
          .as("the pinned ones, and those of before")
          .isBetween(100L, 500L);
      assertThat(line.told().stream().filter(status -> status.reason() != null))
          .singleElement()
          .satisfies(status ->
              assertThat(status.reason()).isEqualTo(FailureReason.UNKNOWN_TEMPLATE_VERSION));
    }
  }

  private static boolean isTwo(TemplateRegistry book) {
    return book.current().lookUp(Sample.TYPE, null) instanceof TemplateLookup.Found found
        && Integer.valueOf(2).equals(found.published().version());
  }

  private static List<EventRecord> events(int from, int to, @Nullable Integer pinned) {
    List<EventRecord> events = new ArrayList<>();
    IntStream.range(from, to)
        .mapToObj(PlanLine::event)
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
                    pinned)));
    return events;
  }

  private static TemplateRegistry book(PlanLine line) {
    KafkaClients clients = new KafkaClients(line.kafka.bootstrapServers(), "test-book");
    TemplateRegistry book = new TemplateRegistry(clients, System::nanoTime, Sample.PLAIN);
    book.start();
    return book;
  }

  private static void publish(PlanLine line, int version, String text, long revision)
      throws Exception {
    var wording = Sample.version(version, text);
    var published = Sample.published(version, revision);
    send(line, Topics.TEMPLATES, wording.key(), RecordJson.write(wording));
    send(line, Topics.TEMPLATES, published.key(), RecordJson.write(published));
  }

  private static void send(PlanLine line, String topic, String key, byte[] value) throws Exception {
    line.kafka.send(
        List.of(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)));
  }
}
