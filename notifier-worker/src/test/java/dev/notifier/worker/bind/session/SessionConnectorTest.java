package dev.notifier.worker.bind.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.worker.bind.session.SessionEvent.Retry;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.smpp.ConnectionSettings;
import dev.notifier.worker.smpp.DeliverSm;
import dev.notifier.worker.smpp.FakeSmppConnection;
import dev.notifier.worker.smpp.InboundPdu;
import dev.notifier.worker.smpp.SmppConnectionListener;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a refused bind is tried again, and what happens to inbound messages. */
class SessionConnectorTest {
  @ParameterizedTest
  @CsvSource({
    "0x0E, NEVER",
    "0x0F, NEVER",
    "0x53, NEVER",
    "0x05, LATER",
    "0x0D, LATER",
    "0x03, SOON",
    "0xFF, SOON",
    "0x401, SOON"
  })
  void onlyWrongCredentialsAreNotTriedAgain(String status, Retry retry) {
    assertThat(SessionConnector.retry(Integer.decode(status))).isEqualTo(retry);
  }

  /** While the journal hangs, the carrier sends each of them again after its retry status. */
  @Test
  void receiptsThatWaitForTheBindAreLimitedAndFurtherOnesArriveAgain() throws Exception {
    WaitingReceipts waiting = new WaitingReceipts();
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    AtomicReference<SmppConnectionListener> listener = new AtomicReference<>();
    LinkedBlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    new SessionConnector(
            new BindId(0, "a", 0),
            (_, given, _) -> {
              listener.set(given);
              return new FakeSmppConnection(given);
            },
            ConnectionSettings.of(SubmitFixtures.route(Map.of())),
            new SessionConnector.Inbound(
                _ -> true, waiting, _ -> {}, new InboundMetrics(metrics, "a")),
            () -> Instant.EPOCH)
        .connect(1, events, () -> true);
    assertThat(events.take()).isInstanceOf(SessionEvent.Bound.class);
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i <= WaitingReceipts.MAX; i++) {
      listener.get().received(receipt(answers));
    }
    assertThat(events).hasSize(WaitingReceipts.MAX);
    assertThat(answers).containsExactly(0x64);

    waiting.taken();
    listener.get().received(receipt(answers));

    assertThat(events).hasSize(WaitingReceipts.MAX + 1);
    assertThat(answers).containsExactly(0x64);
  }

  @Test
  void acknowledgementsAreTimedAndRetryStatusesCounted() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    InboundMetrics metrics = new InboundMetrics(registry, "a");

    metrics.answered(true, Duration.ofMillis(70));
    metrics.answered(false, Duration.ofSeconds(5));

    assertThat(registry.get("notifier.submit.inbound.acknowledged").timer().count()).isEqualTo(1);
    assertThat(
            registry
                .get("notifier.submit.inbound.acknowledged")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(70);
    assertThat(registry.get("notifier.submit.inbound.retried").counter().count()).isEqualTo(1);
  }

  private static InboundPdu receipt(List<Integer> answers) {
    return new InboundPdu(
        new DeliverSm(0, 1, "849", "BHXHVN", 4, 0, new byte[0], Map.of()), 0x64, 0, answers::add);
  }
}
