package dev.notifier.api.optouts;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.limits.PersonLookupLimit;
import dev.notifier.config.NotifierConfig;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.kafka.table.VersionedRecordPublisher;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.Database;
import dev.notifier.store.optouts.OptOutChanges;
import dev.notifier.store.optouts.OptOutPublication;
import dev.notifier.store.optouts.OptOutStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about opt-outs, and their publication. */
@Configuration(proxyBeanMethods = false)
public class OptOutsConfiguration {
  /** Others store opt-outs, too; they take effect within 5 s. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @Bean
  VersionedRecordPublisher optOutPublisher(KafkaClients clients, LongSupplier nanos) {
    return new VersionedRecordPublisher(clients, Topics.OPT_OUTS, nanos);
  }

  @Bean(initMethod = "start")
  TopicReconciler<String> optOutReconciler(
      Database database,
      KafkaClients clients,
      VersionedRecordPublisher optOutPublisher,
      NotifierConfig config,
      InstantSource clock,
      LongSupplier nanos) {
    OptOutPublication publication =
        new OptOutPublication(
            new OptOutChanges(database.dataSource()),
            new OptOutKafkaTopic(clients, optOutPublisher, numbers(config)),
            clock,
            nanos);
    return new TopicReconciler<>(
        new TopicReconciler.Source<>(
            "parts of the opt-outs", publication, publication::isDue, publication::publish),
        nanos,
        INTERVAL);
  }

  @Bean
  OptOutService optOutService(
      Database database,
      AuditTrail audit,
      TopicReconciler<String> optOutReconciler,
      NotifierConfig config,
      InstantSource clock) {
    return new OptOutService(
        new OptOutStore(database.dataSource()), audit, optOutReconciler, numbers(config), clock);
  }

  @Bean
  OptOutsController optOutsController(
      OptOutService service, PersonLookupLimit persons, LookupAudit lookups, WorkLimit work) {
    return new OptOutsController(service, persons, lookups, work);
  }

  @Bean
  OptOutImportController optOutImportController(
      OptOutService service, NotifierConfig config, LongSupplier nanos) {
    return new OptOutImportController(service, config.http().bodyTimeout(), nanos);
  }

  private static RecipientKey numbers(NotifierConfig config) {
    return new RecipientKey(config.privacyKey().getBytes(StandardCharsets.UTF_8));
  }
}
