package dev.notifier.worker.webhooks;

import static dev.notifier.worker.webhooks.WebhookHarness.TENANT;
import static dev.notifier.worker.webhooks.WebhookHarness.await;
import static dev.notifier.worker.webhooks.WebhookHarness.change;
import static dev.notifier.worker.webhooks.WebhookHarness.distinct;
import static dev.notifier.worker.webhooks.WebhookHarness.events;
import static dev.notifier.worker.webhooks.WebhookHarness.isSigned;
import static dev.notifier.worker.webhooks.WebhookHarness.notifications;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.StatusRecord.CompletedGroup;
import dev.notifier.contracts.StatusRecord.Count;
import dev.notifier.contracts.StatusRecord.Origin;
import dev.notifier.store.webhooks.StoredWebhook;
import dev.notifier.store.webhooks.WebhookFilter;
import dev.notifier.worker.testing.HttpsReceiver;
import dev.notifier.worker.testing.HttpsReceiver.Identity;
import dev.notifier.worker.testing.HttpsReceiver.Received;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What receivers get. */
class WebhookDeliveryIT {
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
  void eachChangeIsASignedCloudEvent() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    String id = harness.webhook(receiver.url());
    harness.worker("one");
    UUID notification = UUID.randomUUID();
    harness.publish(
        TENANT,
        List.of(
            change(
                notification,
                NotificationState.DELIVERED,
                "card.expiring",
                new Origin("spring", "card-expiring", 3, null))));

    await(() -> assertThat(receiver.received()).hasSize(1));
    Received request = receiver.received().getFirst();
    assertThat(request.header("Content-Type")).isEqualTo("application/cloudevents+json");
    assertThat(isSigned(request, harness.secrets(id).getFirst())).isTrue();
    assertThat(request.header("webhook-id")).matches("msg_[A-Za-z0-9_-]{22}");
    assertThat(Long.parseLong(request.header("webhook-timestamp")))
        .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond());
    JsonNode event = events(request).getFirst();
    assertThat(event.path("specversion").asString()).isEqualTo("1.0");
    assertThat(event.path("type").asString()).isEqualTo("notification.delivered.v1");
    assertThat(event.path("subject").asString()).isEqualTo(notification.toString());
    assertThat(event.at("/data/group").asString()).isEqualTo("spring");
    assertThat(event.at("/data/template/id").asString()).isEqualTo("card-expiring");
    assertThat(event.at("/data/phone").isMissingNode()).isTrue();
    await(() -> {
      StoredWebhook stored = harness.find(id);
      assertThat(stored.progress().delivered()).isEqualTo(1);
      assertThat(stored.progress().attempt().status()).isEqualTo(204);
      assertThat(stored.progress().oldestAt()).isNull();
    });
  }

  @Test
  void aCompletedGroupIsDeliveredToThoseWhoWantIt() throws Exception {
    HttpsReceiver all = harness.receiver();
    HttpsReceiver groups = harness.receiver();
    HttpsReceiver states = harness.receiver();
    harness.webhook(all.url());
    harness.webhook(TENANT, groups.url(), filter(List.of("notification.group.*"), List.of()), 1);
    harness.webhook(TENANT, states.url(), filter(List.of(), List.of("DELIVERED")), 1);
    harness.worker("one");
    harness.publish(
        StatusRecord.of(
            TENANT,
            new CompletedGroup(
                "spring",
                null,
                2,
                Instant.parse("2026-12-01T01:00:00Z"),
                List.of(new Count(NotificationState.DELIVERED, null, 2, 4)))));
    List<UUID> later = harness.publish(1, NotificationState.DELIVERED);

    await(() -> assertThat(all.received()).hasSize(2));
    await(() -> assertThat(notifications(states)).isEqualTo(later));
    await(() -> assertThat(groups.received()).hasSize(1));
    JsonNode event = events(groups.received().getFirst()).getFirst();
    assertThat(event.path("type").asString()).isEqualTo("notification.group.completed.v1");
    assertThat(event.path("subject").asString()).isEqualTo("spring");
    assertThat(event.at("/data/changeId").asString())
        .isEqualTo("group:spring:2026-12-01T01:00:00Z");
    assertThat(event.at("/data/ended").asInt()).isEqualTo(2);
  }

  private static WebhookFilter filter(List<String> types, List<String> states) {
    return new WebhookFilter(List.of(), types, List.of(), List.of(), List.of(), states);
  }

  @Test
  void aBatchHasManyChangesAndTheFilterDecidesWhich() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    WebhookFilter filter =
        new WebhookFilter(
            List.of("/cards"),
            List.of("card.*"),
            List.of("card-expiring"),
            List.of("spring"),
            List.of(),
            List.of("DELIVERED"));
    harness.webhook(TENANT, receiver.url(), filter, 50);
    harness.worker("one");
    Origin origin = new Origin("spring", "card-expiring", 1, null);
    List<UUID> wanted = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      wanted.add(UUID.randomUUID());
      changes.add(change(wanted.getLast(), NotificationState.DELIVERED, "card.expiring", origin));
      changes.add(change(UUID.randomUUID(), NotificationState.SUBMITTED, "card.expiring", origin));
      changes.add(change(UUID.randomUUID(), NotificationState.DELIVERED, "case.decided", origin));
      changes.add(
          change(UUID.randomUUID(), NotificationState.DELIVERED, "card.expiring", Origin.UNKNOWN));
    }
    harness.publish(TENANT, changes);

    await(() -> assertThat(notifications(receiver)).containsExactlyInAnyOrderElementsOf(wanted));
    assertThat(receiver.received())
        .hasSize(3)
        .allSatisfy(request ->
            assertThat(request.header("Content-Type"))
                .isEqualTo("application/cloudevents-batch+json"));
  }

  /** Each notification reaches its states in their order, whatever is on its way at a time. */
  @Test
  void theChangesOfANotificationArriveInTheirOrder() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    harness.webhook(receiver.url());
    harness.worker("one");
    List<UUID> ids = IntStream.range(0, 40).mapToObj(_ -> UUID.randomUUID()).toList();
    List<NotificationState> states =
        List.of(
            NotificationState.PLANNED,
            NotificationState.SUBMITTED,
            NotificationState.UNDELIVERED,
            NotificationState.DELIVERED);
    List<Change> changes = new ArrayList<>();
    for (UUID id : ids) {
      states.forEach(state -> changes.add(change(id, state)));
    }
    harness.publish(TENANT, changes);

    await(() -> assertThat(receiver.received()).hasSize(160));
    for (UUID id : ids) {
      assertThat(
              receiver.received().stream()
                  .map(request -> events(request).getFirst())
                  .filter(event -> event.path("subject").asString().equals(id.toString()))
                  .map(event -> event.at("/data/state").asString()))
          .containsExactlyElementsOf(states.stream().map(Enum::name).toList());
    }
  }

  @Test
  void anotherTenantGetsNothing() throws Exception {
    HttpsReceiver own = harness.receiver();
    HttpsReceiver other = harness.receiver();
    harness.webhook(own.url());
    // In the same partition or another one: the tenant of the record decides.
    for (int i = 0; i < 40; i++) {
      harness.webhook("other-" + i, other.url(), WebhookFilter.ALL, 1);
    }
    harness.worker("one");
    List<UUID> ids = harness.publish(5, NotificationState.DELIVERED);

    await(() -> assertThat(notifications(own)).containsExactlyInAnyOrderElementsOf(ids));
    harness.publish("other-7", List.of(change(UUID.randomUUID(), NotificationState.DELIVERED)));
    await(() -> assertThat(other.received()).hasSize(1));
    assertThat(own.received()).hasSize(5);
  }

  @Test
  void duringARotationBothSecretsSign() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    String id = harness.webhook(receiver.url());
    harness.rotate(id);
    harness.worker("one");
    harness.publish(1, NotificationState.DELIVERED);

    await(() -> assertThat(receiver.received()).hasSize(1));
    Received request = receiver.received().getFirst();
    assertThat(harness.secrets(id)).hasSize(2);
    for (String secret : harness.secrets(id)) {
      assertThat(isSigned(request, secret)).isTrue();
    }
    assertThat(isSigned(request, "whsec_" + "A".repeat(44))).isFalse();
  }

  @Test
  void aReceiverThatWasDownGetsEverything() throws Exception {
    HttpsReceiver first = harness.receiver();
    int port = first.port();
    String id = harness.webhook(first.url());
    harness.worker("one");
    List<UUID> before = harness.publish(30, NotificationState.SUBMITTED);
    await(() -> assertThat(distinct(first)).containsExactlyInAnyOrderElementsOf(before));
    first.close();

    List<UUID> meanwhile = harness.publish(300, NotificationState.DELIVERED);
    await(() -> {
      assertThat(harness.find(id).progress().attempt().attempts()).isPositive();
      assertThat(harness.find(id).progress().attempt().error()).isEqualTo("no connection");
      assertThat(harness.find(id).progress().oldestAt()).isNotNull();
    });

    try (HttpsReceiver second = HttpsReceiver.start(harness.identity, port)) {
      await(() -> assertThat(distinct(second)).containsExactlyInAnyOrderElementsOf(meanwhile));
      await(() -> assertThat(harness.find(id).progress().oldestAt()).isNull());
      assertThat(harness.find(id).progress().attempt().failingSince()).isNull();
    }
  }

  @Test
  void anotherWorkerContinuesWhereOneHasEnded() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    String id = harness.webhook(receiver.url());
    WebhookHarness.Worker first = harness.worker("first");
    List<UUID> ids = new ArrayList<>(harness.publish(20, NotificationState.SUBMITTED));
    await(() -> assertThat(distinct(receiver)).containsAll(ids));
    // The receiver knows of a request before the worker knows of its response.
    await(() -> assertThat(harness.find(id).progress().delivered()).isEqualTo(20));
    first.close();
    assertThat(notifications(receiver)).hasSize(20);
    ids.addAll(harness.publish(20, NotificationState.DELIVERED));

    harness.worker("second");

    await(() -> assertThat(distinct(receiver)).containsExactlyInAnyOrderElementsOf(ids));
    assertThat(notifications(receiver)).as("nothing is sent twice").hasSize(40);
  }

  /** As kill -9: the worker renews no lease, commits nothing and sends nothing more. */
  @Test
  void anotherWorkerTakesOverFromOneThatWasKilled() throws Exception {
    HttpsReceiver receiver = harness.receiver();
    String id = harness.webhook(receiver.url());
    WebhookHarness.Worker first = harness.worker("first");
    List<UUID> ids = new ArrayList<>(harness.publish(20, NotificationState.SUBMITTED));
    await(() -> assertThat(distinct(receiver)).containsAll(ids));
    first.kill();
    ids.addAll(harness.publish(20, NotificationState.DELIVERED));

    harness.worker("second");

    await(() -> assertThat(distinct(receiver)).containsExactlyInAnyOrderElementsOf(ids));
    await(() -> assertThat(harness.find(id).progress().oldestAt()).isNull());
  }
}
