package dev.notifier.api.app;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.eventtypes.EventTypeStoreLoader;
import dev.notifier.api.eventtypes.EventTypeTable;
import dev.notifier.api.intake.EventSender;
import dev.notifier.api.intake.KafkaAvailability;
import dev.notifier.api.planning.RefusalChecks;
import dev.notifier.api.planning.RouteSnapshot;
import dev.notifier.api.planning.TemplateCatalogCache;
import dev.notifier.api.routes.RouteStatusCache;
import dev.notifier.api.sending.InboundSender;
import dev.notifier.api.sending.RecordSender;
import dev.notifier.api.templates.TemplatePublicationEntry;
import dev.notifier.api.templates.TemplatePublicationTable;
import dev.notifier.config.NotifierConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.clients.RecordSignatures;
import dev.notifier.kafka.table.CompactedTopicPublisher;
import dev.notifier.kafka.table.RestoredVersions;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.kafka.topics.TopicCreator;
import dev.notifier.kafka.topics.TopicSettings;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.store.templates.TemplateQueries;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Connects intake, routes, event types and templates with Kafka, which may be unavailable at the
 * start.
 */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {
  private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(2);

  /**
   * How long the start waits for the event types. Without PostgreSQL and Kafka it then continues,
   * and intake rejects events until the types are known.
   */
  private static final Duration EVENT_TYPES_TIMEOUT = Duration.ofSeconds(5);

  @Bean
  KafkaClients kafkaClients(NotifierConfig config) {
    return new KafkaClients(
        new KafkaConnection(
            config.kafka().bootstrapServers(), config.kafka().security()::clientProperties),
        "notifier-api",
        RecordSignatures.of(config.privacyKey(), Clock.systemUTC()));
  }

  @Bean
  ProducerFactory<byte[], byte[]> eventProducers(NotifierConfig config, KafkaClients clients) {
    // One budget for each lane, so that the records of one lane never fill the buffer.
    long bufferBytes = Lane.values().length * config.intake().maxInFlight().toBytes();
    return clients.sharedProducerFactory("events", config.intake().kafkaTimeout(), bufferBytes);
  }

  @Bean
  EventSender eventSender(
      NotifierConfig config, ProducerFactory<byte[], byte[]> eventProducers, LongSupplier nanos) {
    RecipientKey key = new RecipientKey(config.privacyKey().getBytes(StandardCharsets.UTF_8));
    return new EventSender(eventProducers, key, config.intake().kafkaTimeout(), nanos);
  }

  @Bean
  InboundSender inboundSender(
      NotifierConfig config,
      ProducerFactory<byte[], byte[]> eventProducers,
      KafkaAvailability kafka,
      LongSupplier nanos) {
    return new InboundSender(
        new RecordSender(eventProducers, config.intake().kafkaTimeout(), nanos),
        new RecipientKey(config.privacyKey().getBytes(StandardCharsets.UTF_8)),
        kafka::isUp);
  }

  @Bean
  BackgroundClusterCheck clusterCheck(KafkaClusterGuard guard) {
    return new BackgroundClusterCheck(guard::check);
  }

  @Bean(initMethod = "start")
  KafkaAvailability kafkaAvailability(
      NotifierConfig config,
      KafkaClients clients,
      EventSender sender,
      BackgroundClusterCheck clusterCheck) {
    int replication = config.kafka().replication();
    return new KafkaAvailability(
        () -> clients.admin("availability", ADMIN_TIMEOUT),
        admin -> {
          new TopicCreator(admin, Thread::sleep, replication).ensure(TopicSettings.api());
          clusterCheck.check(admin);
        },
        sender::sinceConfirmed);
  }

  @Bean
  KafkaPlanProgress planProgress(KafkaClients clients, LongSupplier nanos) {
    return new KafkaPlanProgress(() -> clients.admin("plan-progress", ADMIN_TIMEOUT), nanos);
  }

  @Bean
  CompactedTopicPublisher topicPublisher(KafkaClients clients) {
    return new CompactedTopicPublisher(clients);
  }

  @Bean(initMethod = "start")
  RouteStatusCache routeStatusCache(
      KafkaClients clients, LongSupplier nanos, RouteSnapshot snapshot) {
    return new RouteStatusCache(clients, nanos, snapshot);
  }

  @Bean(initMethod = "start")
  TopicReconciler<RouteRecord> routeReconciler(
      RouteStore routes,
      RouteStatusCache published,
      CompactedTopicPublisher publisher,
      LongSupplier nanos) {
    return new TopicReconciler<>(
        new TopicReconciler.Source<>(
            "routes",
            new RestoredVersions<>(
                "routes",
                routes::all,
                published::isAhead,
                route -> {
                  RouteRecord ahead = published.published(route.name());
                  return ahead != null && routes.raiseVersion(route, ahead.version());
                }),
            published::isMissing,
            route -> publisher.publishAndWait(Topics.ROUTES, route.name(), route)),
        nanos);
  }

  @Bean(initMethod = "start")
  EventTypeTable eventTypeTable(KafkaClients clients, LongSupplier nanos, EventTypeRegistry types) {
    return new EventTypeTable(clients, nanos, types);
  }

  @Bean(initMethod = "start")
  TopicReconciler<EventTypeRecord> eventTypeReconciler(
      EventTypeStoreLoader stored,
      EventTypeTable published,
      CompactedTopicPublisher publisher,
      LongSupplier nanos) {
    return new TopicReconciler<>(
        new TopicReconciler.Source<>(
            "event types",
            new RestoredVersions<>(
                "event types",
                stored::all,
                type -> published.isAhead(type.name(), type),
                type -> {
                  EventTypeRecord ahead = published.published(type.name());
                  return ahead != null && stored.raiseVersion(type, ahead.version());
                }),
            type -> published.isMissing(type.name(), type),
            type -> publisher.publishAndWait(Topics.EVENT_TYPES, type.name(), type)),
        nanos);
  }

  /**
   * Waits before the HTTP server starts, so that the first event is not rejected just because the
   * program has only started.
   */
  @Bean
  SmartInitializingSingleton eventTypesAwaiter(EventTypeRegistry types) {
    return () -> {
      try {
        types.awaitFirst(EVENT_TYPES_TIMEOUT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Bean(initMethod = "start")
  TemplatePublicationTable templateTopicTable(
      KafkaClients clients,
      LongSupplier nanos,
      TemplateQueries queries,
      TemplateCatalogCache catalog) {
    return new TemplatePublicationTable(clients, nanos, queries, catalog);
  }

  @Bean
  RefusalChecks refusalChecks(
      EventTypeRegistry types,
      RouteSnapshot routes,
      TemplateCatalogCache catalog,
      TemplatePublicationTable table) {
    return new RefusalChecks(types, routes, catalog, table::readToEnd);
  }

  @Bean(initMethod = "start")
  TopicReconciler<TemplatePublicationEntry> templateReconciler(
      TemplatePublicationTable table, CompactedTopicPublisher publisher, LongSupplier nanos) {
    return new TopicReconciler<>(
        new TopicReconciler.Source<>(
            "templates",
            table::stored,
            table::isMissing,
            entry -> publisher.publishAndWait(Topics.TEMPLATES, entry.key(), entry.value()),
            TemplatePublicationEntry::template),
        nanos);
  }

  @Bean
  PublicationAges publicationAges(MeterRegistry registry, List<TopicReconciler<?>> reconcilers) {
    return new PublicationAges(registry, reconcilers);
  }
}
