package dev.notifier.worker.webhooks;

import static dev.notifier.worker.webhooks.WebhookHarness.TENANT;
import static dev.notifier.worker.webhooks.WebhookHarness.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.webhooks.WebhookFilter;
import dev.notifier.worker.testing.HttpsReceiver;
import dev.notifier.worker.testing.HttpsReceiver.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is lost, and each webhook goes on, after changes and faults in the middle of work. */
class WebhookRecoveryIT {
  @TempDir Path folder;
  private WebhookHarness harness;

  @BeforeEach
  void start() throws Exception {
    harness = new WebhookHarness(folder);
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
}
