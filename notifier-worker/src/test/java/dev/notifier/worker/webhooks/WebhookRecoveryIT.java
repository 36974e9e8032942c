package dev.notifier.worker.webhooks;

import static dev.notifier.worker.webhooks.WebhookHarness.LIMIT;
import static dev.notifier.worker.webhooks.WebhookHarness.TENANT;
import static dev.notifier.worker.webhooks.WebhookHarness.TIMING;
import static dev.notifier.worker.webhooks.WebhookHarness.await;
import static dev.notifier.worker.webhooks.WebhookHarness.distinct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.feed.TenantPartitions;
import dev.notifier.store.webhooks.Webhook;
import dev.notifier.store.webhooks.WebhookFilter;
import dev.notifier.worker.testing.HttpsReceiver;
import dev.notifier.worker.testing.HttpsReceiver.Answer;
import dev.notifier.worker.testing.HttpsReceiver.Identity;
import dev.notifier.worker.webhooks.EndpointContext.Timing;
import dev.notifier.worker.webhooks.WebhookHarness.Worker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Nothing is lost, and each webhook goes on, after changes and faults in the middle of work. */
class WebhookRecoveryIT {
  @TempDir private static Path folder;
  private static Identity identity;

  private WebhookHarness harness;

  @BeforeAll
  static void create() throws Exception {
    identity = Identity.create(folder);
  }

  @BeforeEach
  void start() {
    harness = new WebhookHarness(identity);
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  @Test
  void aFailedBatchIsCutAnewWhenBatchesBecomeSmaller() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    receiver.answer(
        request -> Answer.of(request.header("Content-Type").contains("batch") ? 500 : 204));
    String id = harness.webhook(TENANT, receiver.url(), WebhookFilter.ALL, 100);
    List<UUID> ids = harness.publish(30, NotificationState.DELIVERED);
    harness.worker("one");
    await(() -> assertThat(harness.find(id).progress().attempt().attempts()).isPositive());

    harness.changeBatchSize(id, 1);

    await(() -> assertThat(harness.find(id).progress().delivered()).isEqualTo(30));
    assertThat(
            receiver.received().stream()
                .map(WebhookHarness::events)
                .filter(events -> events.size() == 1)
                .map(events -> UUID.fromString(events.getFirst().path("subject").asString())))
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  /** As in an update: a worker joins, and another one leaves a moment later. */
  @Test
  void aWebhookThatBelongsToTheWorkerAgainBeforeItsEndBeginsAgain() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    HttpsReceiver receiver = harness.receiver();
    HttpsReceiver hanging = harness.receiver();
    hanging.answer(_ -> {
      awaitQuietly(slow);
      return Answer.of(204);
    });
    harness.webhook(receiver.url());
    harness.webhook(hanging.url());
    harness.worker("one");
    List<UUID> ids = new ArrayList<>(harness.publish(1, NotificationState.SUBMITTED));
    await(() -> assertThat(hanging.received()).hasSize(1));

    JdbcTemplate jdbc = new JdbcTemplate(harness.pool);
    jdbc.update(
        "insert into webhook_workers (name, seen_at) values ('two', now() + interval '1 day')");
    // The last one of the worker: with the next sign of life, it has told the webhook to end.
    awaitRenewal(jdbc);
    awaitRenewal(jdbc);
    jdbc.update("delete from webhook_workers where name = 'two'");
    awaitRenewal(jdbc);
    slow.countDown();
    ids.addAll(harness.publish(1, NotificationState.DELIVERED));

    await(() -> assertThat(distinct(hanging)).containsExactlyInAnyOrderElementsOf(ids));
  }

  private static void awaitRenewal(JdbcTemplate jdbc) {
    Instant before = seenAt(jdbc);
    await(() -> assertThat(seenAt(jdbc)).isAfter(before));
  }

  private static Instant seenAt(JdbcTemplate jdbc) {
    return Objects.requireNonNull(
            jdbc.queryForObject(
                "select seen_at from webhook_workers where name <> 'two'", Timestamp.class))
        .toInstant();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aWebhookWhoseThreadHasEndedBeginsAgain() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    String id = harness.webhook(receiver.url());
    harness.worker("one");
    List<UUID> ids = new ArrayList<>(harness.publish(5, NotificationState.SUBMITTED));
    await(() -> assertThat(distinct(receiver)).hasSize(5));

    WebhookHarness.endThreads("webhook-" + id);
    ids.addAll(harness.publish(5, NotificationState.DELIVERED));

    await(() -> assertThat(distinct(receiver)).containsExactlyInAnyOrderElementsOf(ids));
  }

  @Test
  void attemptsAtASuspendedWebhookGiveNothingUpAndNoticeThatItIsGone() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    receiver.answer(401);
    String id = harness.webhook(receiver.url());
    Duration soon = Duration.ofMillis(1);
    harness.worker(
        "one", new Timing(TIMING.lease(), TIMING.renewal(), soon, TIMING.suspendAfter(), soon));
    harness.publish(60, NotificationState.DELIVERED);
    await(() -> assertThat(reason(id)).isEqualTo(Webhook.Reason.REFUSING));

    int before = receiver.received().size();
    await(() -> assertThat(receiver.received()).hasSizeGreaterThan(before + 40));
    receiver.answer(410);

    await(() -> assertThat(reason(id)).isEqualTo(Webhook.Reason.GONE));
    assertThat(harness.store.failures(id, Long.MAX_VALUE, 100))
        .hasSize(DeliveryOutcomes.MAX_GIVEN_UP);
  }

  private Webhook.@Nullable Reason reason(String id) {
    Webhook.Suspension suspension = harness.find(id).webhook().suspension();
    return suspension == null ? null : suspension.reason();
  }

  @Test
  void nothingIsSentWhileTheTenantIsSuspended() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    String id = harness.webhook(receiver.url());
    JdbcTemplate jdbc = new JdbcTemplate(harness.pool);
    assertThat(jdbc.update("update tenants set suspended = true where id = ?", TENANT)).isOne();
    Worker worker = harness.worker("one");
    harness.publish(5, NotificationState.DELIVERED);
    await(() -> assertThat(worker.suspended()).isOne());
    await(() -> assertThat(harness.find(id).progress().oldestAt()).isNotNull());
    assertThat(receiver.received()).isEmpty();

    jdbc.update("update tenants set suspended = false where id = ?", TENANT);

    await(() -> assertThat(harness.find(id).progress().delivered()).isEqualTo(5));
  }

  @Test
  void recordsOfOtherTenantsAreNotRead() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    String id = harness.webhook(receiver.url());
    int partition = TenantPartitions.of(TENANT, Topics.STATUS_PARTITIONS).getFirst();
    byte[] newer = "{\"v\":999}".getBytes(StandardCharsets.UTF_8);
    byte[] other = "other".getBytes(StandardCharsets.UTF_8);
    harness.kafka.send(
        List.of(
            new ProducerRecord<>(Topics.STATUSES, partition, other, newer),
            new ProducerRecord<>(Topics.STATUSES, partition, other, new byte[] {1})));
    List<UUID> ids = harness.publish(3, NotificationState.DELIVERED);
    harness.worker("one");

    await(() -> assertThat(harness.find(id).progress().delivered()).isEqualTo(3));
    assertThat(distinct(receiver)).containsExactlyInAnyOrderElementsOf(ids);
  }

  /** It cannot renew the lease: another one may deliver, and be further on. */
  @Test
  void aWorkerWithoutALeaseDoesNotSetThePositionBack() throws Exception {
    List<String> none = List.of();
    WebhookFilter nothing = new WebhookFilter(none, List.of("none"), none, none, none, none);
    String id = harness.webhook(TENANT, harness.receiver().url(), nothing, 1);
    Worker worker =
        harness.worker(
            "one",
            new Timing(
                Duration.ofSeconds(2),
                Duration.ofHours(1),
                TIMING.firstRetry(),
                TIMING.suspendAfter(),
                TIMING.probe()));
    await(() -> assertThat(committed(id)).isNotNull());
    JdbcTemplate jdbc = new JdbcTemplate(harness.pool);
    await(() ->
        assertThat(
                jdbc.queryForObject(
                    "select leased_until < now() from webhook_progress", Boolean.class))
            .isTrue());
    Long before = committed(id);

    harness.publish(5, NotificationState.DELIVERED);
    Awaitility.await().pollDelay(Duration.ofSeconds(3)).atMost(LIMIT).until(() -> true);

    assertThat(committed(id)).as("while it runs").isEqualTo(before);
    worker.close();
    assertThat(committed(id)).as("when it has ended").isEqualTo(before);
  }

  private @Nullable Long committed(String webhook) throws Exception {
    int partition = TenantPartitions.of(TENANT, Topics.STATUS_PARTITIONS).getFirst();
    OffsetAndMetadata offset =
        harness
            .kafka
            .admin()
            .listConsumerGroupOffsets(Topics.webhookGroup(webhook))
            .partitionsToOffsetAndMetadata()
            .get()
            .get(new TopicPartition(Topics.STATUSES, partition));
    return offset == null ? null : offset.offset();
  }

  /** Kafka has lost the end of the partition: what is written from now on has lower offsets. */
  @Test
  void aPositionBehindTheEndIsFoundAgainByItsTime() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    String id = harness.webhook(receiver.url());
    Worker first = harness.worker("first");
    harness.publish(5, NotificationState.SUBMITTED);
    await(() -> assertThat(receiver.received()).hasSize(5));
    first.close();
    int partition = TenantPartitions.of(TENANT, Topics.STATUS_PARTITIONS).getFirst();
    harness
        .kafka
        .admin()
        .alterConsumerGroupOffsets(
            Topics.webhookGroup(id),
            Map.of(
                new TopicPartition(Topics.STATUSES, partition), new OffsetAndMetadata(1_000_000)))
        .all()
        .get();
    List<UUID> ids = harness.publish(5, NotificationState.DELIVERED);

    harness.worker("second");

    await(() -> assertThat(distinct(receiver)).containsAll(ids));
    assertThat(harness.find(id).progress().gapAt()).isNull();
  }
}
