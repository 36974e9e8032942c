package dev.notifier.api.recovery;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.quotas.TenantQuotas;
import dev.notifier.api.sending.RecordSender;
import dev.notifier.config.NotifierConfig;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.store.Database;
import dev.notifier.store.recovery.SkippedEventStore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;

/** Configures the endpoint. */
@Configuration(proxyBeanMethods = false)
public class RecoveryConfiguration {
  /** A chunk of events has at most about 6 MiB. */
  private static final long BUFFER_BYTES = 8 << 20;

  /** A producer of its own: kept events never fill the buffer that intake has reserved. */
  @Bean
  ProducerFactory<byte[], byte[]> planAgainProducers(NotifierConfig config, KafkaClients clients) {
    return clients.sharedProducerFactory(
        "plan-again", config.intake().kafkaTimeout(), BUFFER_BYTES);
  }

  @Bean
  PlanAgainController planAgainController(
      Database database,
      ProducerFactory<byte[], byte[]> planAgainProducers,
      NotifierConfig config,
      LongSupplier nanos,
      EventTypeRegistry types,
      AuditTrail audit,
      TenantQuotas quotas,
      WorkLimit work) {
    EventWriter writer =
        new EventWriter(
            new RecordSender(planAgainProducers, config.intake().kafkaTimeout(), nanos));
    return new PlanAgainController(
        new PlanAgainService(
            new SkippedEventStore(database.dataSource()),
            writer,
            audit,
            (tenant, type) -> quotas.isReached(tenant) && isHeld(types.find(type))),
        types,
        work);
  }

  /** Plan rejects the events of a type that does not exist any more. */
  private static boolean isHeld(@Nullable CompiledEventType type) {
    return type != null && !TenantQuotas.continues(type.definition().category());
  }
}
