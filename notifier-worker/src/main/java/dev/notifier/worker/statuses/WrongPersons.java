package dev.notifier.worker.statuses;

import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.WrongPerson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.store.optouts.Exclusion;
import dev.notifier.store.optouts.WrongPersonStore.Stored;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes on {@code notifier.statuses} that messages about a person do not concern a number.
 * Thread-safe.
 */
public final class WrongPersons {
  private final StatusSender sender;

  /**
   * @param nanoTime a monotonic clock
   */
  public WrongPersons(Producer<byte[], byte[]> producer, LongSupplier nanoTime) {
    this.sender = new StatusSender(producer, nanoTime);
  }

  /**
   * Publishes statements, and waits until Kafka has acknowledged all of them.
   *
   * @return false if it has not; all may be published again
   */
  public boolean publish(List<Stored> statements) {
    return sender.send(statements.stream().map(WrongPersons::record).toList());
  }

  private static ProducerRecord<byte[], byte[]> record(Stored stored) {
    Exclusion said = stored.exclusion();
    String tenant = said.evidence().tenant();
    WrongPerson wrong =
        new WrongPerson(
            stored.id(),
            said.subject().kind(),
            said.excluded(),
            said.evidence().inbound(),
            said.at());
    return new ProducerRecord<>(
        Topics.STATUSES,
        tenant.getBytes(StandardCharsets.UTF_8),
        RecordFormats.STATUSES.encode(StatusRecord.of(tenant, wrong)));
  }
}
