package dev.notifier.worker.webhooks;

import static dev.notifier.worker.webhooks.WebhookHarness.LIMIT;
import static dev.notifier.worker.webhooks.WebhookHarness.TENANT;
import static dev.notifier.worker.webhooks.WebhookHarness.TIMING;
import static dev.notifier.worker.webhooks.WebhookHarness.await;
import static dev.notifier.worker.webhooks.WebhookHarness.distinct;
import static dev.notifier.worker.webhooks.WebhookHarness.events;
import static dev.notifier.worker.webhooks.WebhookHarness.notifications;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.webhooks.Webhook;
import dev.notifier.store.webhooks.WebhookFailure;
import dev.notifier.store.webhooks.WebhookFilter;
import dev.notifier.worker.testing.HttpsReceiver;
import dev.notifier.worker.testing.HttpsReceiver.Answer;
import dev.notifier.worker.testing.HttpsReceiver.Identity;
import dev.notifier.worker.testing.HttpsReceiver.Received;
import dev.notifier.worker.webhooks.EndpointContext.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers that fail, refuse, are slow or gone, and the commands of their managers. */
class WebhookFailuresIT {
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

  private Webhook.@Nullable Reason reason(String id) {
    Webhook.Suspension suspension = harness.find(id).webhook().suspension();
    return suspension == null ? null : suspension.reason();
  }

  @Test
  void afterErrorsOfTheServerEachChangeIsSentAgainWithTheSameId() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    AtomicInteger errors = new AtomicInteger(14);
    receiver.answer(
        _ -> Answer.of(errors.getAndDecrement() > 0 ? (errors.get() % 2 == 0 ? 500 : 429) : 200));
    String id = harness.webhook(receiver.url());
    harness.worker("one");
    List<UUID> ids = harness.publish(20, NotificationState.DELIVERED);

    await(() -> assertThat(harness.find(id).progress().delivered()).isEqualTo(20));
    assertThat(distinct(receiver)).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(receiver.received().stream().map(request -> request.header("webhook-id")).distinct())
        .hasSize(20);
    assertThat(harness.store.failures(id, Long.MAX_VALUE, 10)).isEmpty();
    assertThat(reason(id)).isNull();
  }

  @Test
  void whatIsRefusedFiveTimesIsGivenUpAndTheRestProceeds() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    List<UUID> ids = new ArrayList<>();
    receiver.answer(
        request -> Answer.of(request.body().contains(ids.getFirst().toString()) ? 404 : 200));
    String id = harness.webhook(receiver.url());
    ids.addAll(harness.publish(15, NotificationState.DELIVERED));
    harness.worker("one");

    await(() -> assertThat(harness.find(id).progress().delivered()).isEqualTo(14));
    await(() -> assertThat(harness.find(id).progress().failed()).isEqualTo(1));
    assertThat(notifications(receiver).stream().filter(ids.getFirst()::equals)).hasSize(5);
    WebhookFailure failure = harness.store.failures(id, Long.MAX_VALUE, 10).getFirst();
    assertThat(failure.notificationId()).isEqualTo(ids.getFirst());
    assertThat(failure.status()).isEqualTo(404);
    assertThat(failure.error()).isEqualTo("status 404");
    assertThat(failure.attempts()).isEqualTo(5);
    assertThat(
            receiver.received().stream()
                .filter(request -> request.body().contains(ids.getFirst().toString()))
                .map(request -> events(request).getFirst().path("id").asString()))
        .containsOnly(failure.eventId());
  }

  @Test
  void aReceiverThatIsGoneGetsNothingMoreUntilACommandSaysSo() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    receiver.answer(410);
    String id = harness.webhook(receiver.url());
    harness.worker("one");
    harness.publish(3, NotificationState.DELIVERED);

    await(() -> assertThat(reason(id)).isEqualTo(Webhook.Reason.GONE));
    assertThat(harness.find(id).progress().attempt().status()).isEqualTo(410);
    receiver.answer(200);
    int before = harness.store.failures(id, Long.MAX_VALUE, 10).size();
    assertThat(harness.store.resume(TENANT, id, "lan")).isTrue();

    await(() -> assertThat(harness.find(id).progress().delivered()).isEqualTo(3 - before));
    assertThat(before).isEqualTo(1);
  }

  @Test
  void aReceiverThatRefusesEverythingIsSuspended() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    receiver.answer(401);
    String id = harness.webhook(receiver.url());
    harness.worker(
        "one",
        new Timing(
            TIMING.lease(),
            TIMING.renewal(),
            Duration.ofMillis(1),
            TIMING.suspendAfter(),
            Duration.ofHours(1)));
    harness.publish(60, NotificationState.DELIVERED);

    await(() -> assertThat(reason(id)).isEqualTo(Webhook.Reason.REFUSING));
    await(() ->
        assertThat(harness.find(id).progress().failed()).isEqualTo(DeliveryOutcomes.MAX_GIVEN_UP));
  }

  @Test
  void aReceiverThatFailsForLongIsSuspendedAndResumedByAProbe() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    receiver.answer(503);
    String id = harness.webhook(receiver.url());
    harness.worker(
        "one",
        new Timing(
            TIMING.lease(),
            TIMING.renewal(),
            TIMING.firstRetry(),
            Duration.ofMillis(100),
            TIMING.probe()));
    List<UUID> ids = harness.publish(40, NotificationState.DELIVERED);

    await(() -> assertThat(reason(id)).isEqualTo(Webhook.Reason.FAILING));
    receiver.answer(200);

    await(() -> assertThat(reason(id)).isNull());
    await(() -> assertThat(harness.find(id).progress().delivered()).isEqualTo(40));
    assertThat(distinct(receiver)).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void retryAfterIsHonoured() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    receiver.answer(_ -> new Answer(429, Map.of("Retry-After", "1800"), new byte[0]));
    String id = harness.webhook(receiver.url());
    WebhookHarness.Worker worker = harness.worker("one");
    harness.publish(1, NotificationState.DELIVERED);

    await(() -> {
      Instant next = harness.find(id).progress().attempt().nextAt();
      assertThat(next).isAfter(Instant.now().plusSeconds(1_700));
    });
    assertThat(receiver.received()).hasSize(1);
    // A command does not wait for it.
    receiver.answer(200);
    assertThat(harness.store.suspend(TENANT, id, "lan")).isTrue();
    await(() -> assertThat(worker.suspended()).isEqualTo(1));
    assertThat(harness.store.resume(TENANT, id, "lan")).isTrue();
    await(() -> assertThat(harness.find(id).progress().delivered()).isEqualTo(1));
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    HttpsReceiver elsewhere = harness.receiver();
    HttpsReceiver receiver = harness.receiver();
    receiver.answer(_ -> new Answer(307, Map.of("Location", elsewhere.url()), new byte[0]));
    String id = harness.webhook(receiver.url());
    harness.worker("one");
    harness.publish(1, NotificationState.DELIVERED);

    await(() ->
        assertThat(harness.find(id).progress().attempt().error())
            .isEqualTo("status 307: redirects are not followed"));
    await(() -> assertThat(receiver.received()).hasSizeGreaterThan(2));
    assertThat(elsewhere.received()).isEmpty();
  }

  @Test
  void aLargeResponseIsAFailure() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    receiver.answer(_ -> new Answer(200, Map.of(), new byte[65_537]));
    String id = harness.webhook(receiver.url());
    harness.worker("one");
    harness.publish(1, NotificationState.DELIVERED);

    await(() ->
        assertThat(harness.find(id).progress().attempt().error())
            .isEqualTo("the response is too large"));
    receiver.answer(_ -> new Answer(200, Map.of(), new byte[65_536]));
    await(() -> assertThat(harness.find(id).progress().delivered()).isEqualTo(1));
  }

  @Test
  void oneThatIsDownAndOneThatIsSlowDoNotHoldTheOthers() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    HttpsReceiver hanging = harness.receiver();
    hanging.answer(_ -> {
      awaitQuietly(slow);
      return Answer.of(200);
    });
    harness.webhook("https://127.0.0.1:1/nothing-listens");
    harness.webhook(hanging.url());
    harness.webhook("https://unknown.invalid/");
    HttpsReceiver receiver = harness.receiver();
    for (int i = 0; i < 17; i++) {
      harness.webhook(receiver.url());
    }
    harness.worker("one");
    harness.publish(12, NotificationState.DELIVERED);

    await(() -> assertThat(receiver.received()).hasSize(17 * 12));
    assertThat(slow.getCount()).as("the slow one still waits").isEqualTo(1);
    slow.countDown();
    await(() -> assertThat(distinct(hanging)).hasSize(12));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aReplayDeliversAgainWithTheSameIds() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    String id = harness.webhook(receiver.url());
    harness.worker("one");
    Instant before = Instant.now().minusSeconds(1);
    List<UUID> ids = harness.publish(10, NotificationState.DELIVERED);
    await(() -> assertThat(harness.find(id).progress().delivered()).isEqualTo(10));

    assertThat(harness.store.replay(TENANT, id, before, "lan")).isTrue();

    await(() -> assertThat(receiver.received()).hasSize(20));
    assertThat(distinct(receiver)).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(receiver.received().stream().map(request -> request.header("webhook-id")).distinct())
        .hasSize(10);
    assertThat(
            receiver.received().stream()
                .map(request -> events(request).getFirst().path("id").asString())
                .distinct())
        .hasSize(10);
  }

  @Test
  void aSuspendedWebhookGetsNothingButATestEvent() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    String id = harness.webhook(receiver.url());
    assertThat(harness.store.suspend(TENANT, id, "lan")).isTrue();
    harness.worker("one");
    List<UUID> ids = harness.publish(10, NotificationState.DELIVERED);
    await(() -> assertThat(harness.find(id).progress().oldestAt()).isNotNull());
    assertThat(harness.store.test(TENANT, id)).isTrue();

    await(() -> assertThat(harness.find(id).progress().test()).isNotNull());
    assertThat(Objects.requireNonNull(harness.find(id).progress().test()).error()).isNull();
    Received test = receiver.received().getFirst();
    assertThat(events(test).getFirst().path("type").asString()).isEqualTo("notifier.webhook.test");
    assertThat(WebhookHarness.isSigned(test, harness.secrets(id).getFirst())).isTrue();
    assertThat(receiver.received()).hasSize(1);

    assertThat(harness.store.resume(TENANT, id, "lan")).isTrue();
    await(() -> assertThat(receiver.received()).hasSize(11));
    assertThat(harness.store.failures(id, Long.MAX_VALUE, 10)).isEmpty();
    assertThat(ids).hasSize(10);
  }

  @Test
  void workersShareTheWebhooks() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    for (int i = 0; i < 10; i++) {
      harness.webhook(TENANT, receiver.url(), WebhookFilter.ALL, 1);
    }
    harness.worker("first");
    harness.publish(4, NotificationState.SUBMITTED);
    await(() -> assertThat(receiver.received()).hasSize(40));

    harness.worker("second");

    await(() -> assertThat(harness.owners()).containsValues(5L, 5L));
    harness.publish(4, NotificationState.DELIVERED);
    await(() -> assertThat(receiver.received()).hasSize(80));
  }
}
