package dev.notifier.api.optouts;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.TopicIds;
import dev.notifier.kafka.table.VersionedRecordPublisher;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.optouts.OptOutPublication;
import java.util.Map;

/** The topic on which opt-outs are published. */
record OptOutKafkaTopic(
    KafkaClients clients, VersionedRecordPublisher publisher, RecipientKey numbers)
    implements OptOutPublication.Topic {
  @Override
  public String target() {
    return TopicIds.of(clients, Topics.OPT_OUTS, KafkaClients.CALL_TIMEOUT)
        + " "
        + numbers.bitsOf(OptOutPublication.NO_NUMBER);
  }

  @Override
  public void publish(Map<String, byte[]> page) {
    publisher.publishAndWait(page);
  }
}
