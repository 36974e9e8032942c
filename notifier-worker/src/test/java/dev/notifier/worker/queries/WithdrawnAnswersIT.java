package dev.notifier.worker.queries;

import static dev.notifier.worker.queries.QueryHarness.eventually;
import static dev.notifier.worker.queries.QueryHarness.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.notifier.contracts.Lane;
import dev.notifier.store.inbound.InboundOutbox;
import dev.notifier.store.inbound.OutboxEvent;
import dev.notifier.store.queries.QueryOrder;
import dev.notifier.worker.testing.HttpsReceiver;
import dev.notifier.worker.testing.HttpsReceiver.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text that an answer takes longer never follows the answer. */
class WithdrawnAnswersIT {
  private static final String CASE =
      """
      {"registered": true, "data": {"caseCode": "04486.G/2019/08708", "status": "IN_PROGRESS"}}
      """;

  @TempDir private static Path folder;

  private static HttpsReceiver.Identity identity;

  private QueryHarness system;
  private InboundOutbox outbox;

  @BeforeAll
  static void create() throws Exception {
    identity = HttpsReceiver.Identity.create(folder);
  }

  @BeforeEach
  void start() throws Exception {
    system = new QueryHarness(identity);
    outbox = new InboundOutbox(system.pool);
    system.answer(_ -> Answer.of(503));
  }

  @AfterEach
  void stop() throws Exception {
    system.close();
  }

  private List<Tuple> stored() {
    return system.jdbc.query(
        "select inbound_id, provisional from inbound_outbox order by id",
        (row, _) -> tuple(row.getObject(1), row.getBoolean(2)));
  }

  private int waiting() {
    return system
        .jdbc
        .queryForList(
            """
            select 1 from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .size();
  }

  @Test
  void whileKafkaIsUnavailableItIsTakenBack() {
    QueryOrder order = order("case-status");
    QueryOrder other = order("case-status");
    outbox.add(
        List.of(
            new OutboxEvent(other.inboundId(), Lane.URGENT, null, new byte[] {1}, true),
            new OutboxEvent(order.inboundId(), Lane.URGENT, null, new byte[] {1})));
    system.worker("a", QueryHarness.LEASE, system.sinkWithoutKafka());
    system.ask(order);
    eventually(() -> assertThat(stored()).contains(tuple(order.inboundId(), true)));
    system.answer(CASE);
    eventually(() -> assertThat(system.outcome(order)).isEqualTo("answered"));

    assertThat(stored())
        .as("what others wait for stays")
        .containsExactly(
            tuple(other.inboundId(), true),
            tuple(order.inboundId(), false),
            tuple(order.inboundId(), false));
  }

  /** Otherwise both would be on their way, and any of them could be the first. */
  @Test
  void theAnswerWaitsForTheEndOfAPublication() throws Exception {
    QueryOrder order = order("case-status");
    CountDownLatch publishing = new CountDownLatch(1);
    CountDownLatch acknowledged = new CountDownLatch(1);
    try (var publisher = Executors.newSingleThreadExecutor()) {
      system.worker("a", QueryHarness.LEASE, system.sinkWithoutKafka());
      system.ask(order);
      eventually(() -> assertThat(stored()).containsExactly(tuple(order.inboundId(), true)));
      var published =
          publisher.submit(() ->
              outbox.publish(
                  10,
                  due -> {
                    publishing.countDown();
                    await(acknowledged);
                    return due.stream().map(InboundOutbox.Stored::id).toList();
                  }));
      await(publishing);
      system.answer(CASE);
      eventually(() -> assertThat(waiting()).isPositive());
      assertThat(stored()).containsExactly(tuple(order.inboundId(), true));

      acknowledged.countDown();

      assertThat(published.get(60, TimeUnit.SECONDS)).isEqualTo(1);
      eventually(() -> assertThat(system.outcome(order)).isEqualTo("answered"));
      assertThat(stored()).containsExactly(tuple(order.inboundId(), false));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
