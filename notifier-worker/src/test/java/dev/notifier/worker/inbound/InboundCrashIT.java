package dev.notifier.worker.inbound;

import static dev.notifier.worker.inbound.InboundHarness.await;
import static dev.notifier.worker.inbound.InboundHarness.sms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whenever a worker dies, each message is answered once. */
class InboundCrashIT {
  private static final int MESSAGES = 30;

  private final InboundHarness inbound = new InboundHarness();

  InboundCrashIT() throws Exception {}

  @AfterEach
  void close() {
    inbound.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_STORE", "STORED", "BEFORE_COMMIT"})
  void everyMessageIsAnsweredOnce(Step step) throws Exception {
    CountDownLatch reached = new CountDownLatch(2);
    InboundStage killed =
        inbound.start(
            at -> {
              if (at == step) {
                reached.countDown();
                throw new KafkaException("killed");
              }
            },
            "shipped:8079");
    Instant now = Instant.now();
    inbound.send(
        0,
        IntStream.range(0, MESSAGES)
            .mapToObj(i -> sms("8491234" + (1_000 + i), "BH TC", now))
            .toArray(InboundRecord[]::new));
    assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
    inbound.stop(killed);

    inbound.start();

    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(ids()).hasSize(MESSAGES));
    await()
        .untilAsserted(
            () -> assertThat(inbound.jdbc.queryForList("select 1 from inbound_outbox")).isEmpty());
    assertThat(ids()).hasSize(MESSAGES);
    assertThat(inbound.answers().stream().map(EventRecord::phone).distinct()).hasSize(MESSAGES);
    assertThat(inbound.decisions()).hasSize(MESSAGES);
    assertThat(inbound.jdbc.queryForList("select 1 from opt_out_events")).hasSize(2 * MESSAGES);
    assertThat(
            inbound.jdbc.queryForList(
                "select distinct answers from inbound_numbers", Integer.class))
        .containsExactly(1);
  }

  /** What is published again has the id that plan knows already. */
  private List<String> ids() {
    return inbound.answers().stream().map(EventRecord::id).distinct().toList();
  }

  @Test
  void whileTheDatabaseIsUnavailableMessagesWait() throws Exception {
    InboundStage stage = inbound.start();
    inbound.send(0, sms("BH HD"));
    await().untilAsserted(() -> assertThat(ids()).hasSize(1));
    inbound.proxy.interrupt();
    inbound.send(1, sms("84912000001", "BH TC", Instant.now()));
    await().untilAsserted(() -> assertThat(stage.problems()).isNotEmpty());
    assertThat(inbound.decisions()).hasSize(1);

    inbound.proxy.restore();

    await().untilAsserted(() -> assertThat(ids()).hasSize(2));
    await().untilAsserted(() -> assertThat(stage.problems()).isEmpty());
    await().untilAsserted(() -> assertThat(stage.waiting()).isEmpty());
  }
}
