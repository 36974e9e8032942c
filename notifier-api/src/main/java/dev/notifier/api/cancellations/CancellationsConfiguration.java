package dev.notifier.api.cancellations;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.config.NotifierConfig;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.CompactedTopicPublisher;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.store.Database;
import dev.notifier.store.cancellation.CancellationStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about cancellations, and the publication of their rules. */
@Configuration(proxyBeanMethods = false)
public class CancellationsConfiguration {
  /** A list of events is in force as long as events are kept, or PostgreSQL can be restored. */
  private static final Duration LIST_KEPT = Duration.ofDays(2);

  @Bean
  CancellationStore cancellationStore(Database database) {
    return new CancellationStore(database.dataSource());
  }

  @Bean(initMethod = "start")
  CancellationTable cancellationTable(KafkaClients clients, LongSupplier nanos) {
    return new CancellationTable(clients, nanos);
  }

  @Bean
  RulePublication rulePublication(
      CancellationStore store,
      CancellationTable topic,
      CompactedTopicPublisher publisher,
      NotifierConfig config) {
    // What is restored may be about lists as well.
    Duration kept = longer(CancellationService.FILTER_KEPT, listKept(config));
    return new RulePublication(store, topic, publisher, kept);
  }

  @Bean(initMethod = "start")
  TopicReconciler<RulePublication.Change> ruleReconciler(
      RulePublication publication, LongSupplier nanos) {
    return new TopicReconciler<>(
        new TopicReconciler.Source<>("cancellations", publication, _ -> true, publication::publish),
        nanos);
  }

  @Bean
  CancellationService cancellationService(
      CancellationStore store,
      AuditTrail audit,
      TopicReconciler<RulePublication.Change> publication,
      InstantSource clock,
      NotifierConfig config) {
    return new CancellationService(store, audit, publication, clock, listKept(config));
  }

  private static Duration listKept(NotifierConfig config) {
    return longer(LIST_KEPT, longer(config.recoveryWindow(), config.kafka().keepEvents()));
  }

  private static Duration longer(Duration first, Duration second) {
    return first.compareTo(second) >= 0 ? first : second;
  }

  @Bean
  CancellationsController cancellationsController(CancellationService service, WorkLimit work) {
    return new CancellationsController(service, work);
  }
}
