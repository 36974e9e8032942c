package dev.notifier.api.knowledge;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.seeding.DataSeeder;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.knowledge.KnowledgeRecord;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.CompactedTopicPublisher;
import dev.notifier.kafka.table.RestoredVersions;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.store.Database;
import dev.notifier.store.knowledge.KnowledgeLimits;
import dev.notifier.store.knowledge.KnowledgePlace;
import dev.notifier.store.knowledge.KnowledgeQueries;
import dev.notifier.store.knowledge.KnowledgeSearchLog;
import dev.notifier.store.knowledge.KnowledgeSearchQueries;
import dev.notifier.store.knowledge.KnowledgeStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about the knowledge base, and its publication. */
@Configuration(proxyBeanMethods = false)
public class KnowledgeConfiguration {
  /** How long a change waits for its publication, so that the next search already uses it. */
  private static final String ENTRIES = "entries of the knowledge base";

  private static final Duration MAX_CHANGE_WAIT = Duration.ofSeconds(2);

  @Bean
  KnowledgeQueries knowledgeQueries(Database database) {
    return new KnowledgeQueries(database.dataSource());
  }

  @Bean
  KnowledgeStore knowledgeStore(Database database, InstantSource clock) {
    return new KnowledgeStore(database.dataSource(), clock, KnowledgeLimits.DEFAULT);
  }

  @Bean(initMethod = "start")
  KnowledgePublicationTable knowledgeTable(KafkaClients clients, LongSupplier nanos) {
    return KnowledgePublicationTable.of(clients, nanos);
  }

  @Bean(initMethod = "start")
  TopicReconciler<KnowledgePlace> knowledgeReconciler(
      KnowledgeQueries queries,
      KnowledgeStore store,
      KnowledgePublicationTable table,
      CompactedTopicPublisher publisher,
      LongSupplier nanos) {
    return new TopicReconciler<>(
        new TopicReconciler.Source<>(
            ENTRIES,
            new RestoredVersions<>(
                ENTRIES,
                queries::places,
                table::isAhead,
                place -> {
                  KnowledgeRecord ahead = table.published(place.name().key());
                  return ahead != null && store.raiseRevision(place, ahead.revision());
                }),
            table::isMissing,
            place ->
                queries
                    .record(place.name())
                    .ifPresent(
                        entry -> publisher.publishAndWait(Topics.KNOWLEDGE, entry.key(), entry))),
        nanos);
  }

  @Bean
  DataSeeder knowledgeSeeder(
      KnowledgeStore store, TopicReconciler<KnowledgePlace> knowledgeReconciler) {
    return new KnowledgeSeeder(store, knowledgeReconciler::publishSoon);
  }

  @Bean
  KnowledgeService knowledgeService(
      KnowledgeQueries queries,
      KnowledgeStore store,
      TopicReconciler<KnowledgePlace> knowledgeReconciler,
      AuditTrail audit) {
    return new KnowledgeService(
        queries, store, () -> knowledgeReconciler.publishWithin(MAX_CHANGE_WAIT), audit);
  }

  @Bean(initMethod = "start")
  SearchLogBuffer searchLogBuffer(Database database, MeterRegistry registry) {
    return new SearchLogBuffer(new KnowledgeSearchLog(database.dataSource()), registry);
  }

  @Bean
  KnowledgeSearcher knowledgeSearcher(
      KnowledgePublicationTable table, SearchLogBuffer log, InstantSource clock) {
    return new KnowledgeSearcher(table.catalog(), () -> table.age() != null, log, clock);
  }

  @Bean
  KnowledgeController knowledgeController(KnowledgeService service, KnowledgeSearcher searcher) {
    return new KnowledgeController(service, searcher);
  }

  @Bean
  KnowledgeLifecycleController knowledgeLifecycleController(KnowledgeService service) {
    return new KnowledgeLifecycleController(service);
  }

  @Bean
  KnowledgeSearchController knowledgeSearchController(
      KnowledgeSearcher searcher,
      KnowledgeService service,
      Database database,
      InstantSource clock,
      AuditTrail audit) {
    return new KnowledgeSearchController(
        searcher, service, new KnowledgeSearchQueries(database.dataSource(), clock), audit);
  }

  @Bean
  KnowledgeFeedController knowledgeFeedController(KnowledgeQueries queries) {
    return new KnowledgeFeedController(queries);
  }
}
