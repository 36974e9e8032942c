package dev.notifier.api.recovery;

import dev.notifier.api.http.WorkLimit;
import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import dev.notifier.store.recovery.SkippedEventStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;

/** Configures the endpoint. */
@Configuration(proxyBeanMethods = false)
public class RecoveryConfiguration {
  @Bean
  PlanAgainController planAgainController(
      Database database,
      ProducerFactory<byte[], byte[]> eventProducers,
      NotifierConfig config,
      WorkLimit work) {
    EventWriter writer = new EventWriter(eventProducers, config.intake().kafkaTimeout());
    return new PlanAgainController(
        new PlanAgainService(new SkippedEventStore(database.dataSource()), writer), work);
  }
}
