package dev.notifier.worker.inbound;

import static dev.notifier.worker.inbound.InboundHarness.await;
import static dev.notifier.worker.inbound.InboundHarness.sms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A message that cannot be processed stops no other. */
class InboundQuarantineIT {
  private final InboundHarness inbound = new InboundHarness();

  InboundQuarantineIT() throws Exception {}

  @AfterEach
  void close() {
    inbound.close();
  }

  @Test
  void theOthersProceed() throws Exception {
    inbound.jdbc.execute(
        "alter table inbound_messages add constraint poison check (body <> 'TC BAD')");
    Instant now = Instant.now();
    inbound.kafka.send(List.of(new ProducerRecord<>(Topics.INBOUND, 1, null, null)));
    inbound.send(
        0,
        sms("84912000001", "BH TC", now),
        sms("84912000002", "TC BAD", now),
        sms("84912000003", "BH TC", now));

    InboundStage stage = inbound.start();

    await()
        .untilAsserted(() ->
            assertThat(quarantined())
                .containsExactlyInAnyOrder(
                    "inbound notifier.inbound/0/1 FAILED",
                    "inbound notifier.inbound/1/0 NO_VALUE"));
    await().untilAsserted(() -> assertThat(inbound.texts()).hasSize(2));
    assertThat(inbound.decisions()).hasSize(2);
    await().untilAsserted(() -> assertThat(stage.problems()).isEmpty());
  }

  private List<String> quarantined() {
    return inbound.kafka.committed(Topics.QUARANTINE).stream()
        .map(record ->
            RecordJson.read(
                record.headers().lastHeader(QuarantineEntry.HEADER).value(), QuarantineEntry.class))
        .map(entry -> entry.stage() + " " + entry.position() + " " + entry.reason())
        .toList();
  }
}
