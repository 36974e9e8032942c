package dev.notifier.api.eventtypes;

import dev.notifier.api.access.AccessTables;
import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.seeding.DataSeeder;
import dev.notifier.config.NotifierConfig;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.store.Database;
import dev.notifier.store.eventtypes.EventTypeStore;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans for event types, except those that use Kafka. */
@Configuration(proxyBeanMethods = false)
public class EventTypesConfiguration {
  @Bean
  EventTypeStore eventTypeStore(Database database, InstantSource clock) {
    return new EventTypeStore(database.dataSource(), clock);
  }

  @Bean
  SchemaCompiler schemaCompiler() {
    return new SchemaCompiler();
  }

  @Bean
  EventTypeRegistry eventTypeRegistry(SchemaCompiler compiler) {
    return new EventTypeRegistry(compiler);
  }

  @Bean
  EventTypeStoreLoader eventTypeStoreLoader(EventTypeStore store, EventTypeRegistry registry) {
    return new EventTypeStoreLoader(store, registry);
  }

  @Bean
  DataSeeder eventTypeSeeder(EventTypeStore store, TopicReconciler<EventTypeRecord> publication) {
    return new EventTypeSeeder(store, publication::publishSoon);
  }

  @Bean
  EventTypesController eventTypesController(
      EventTypeStore store,
      EventTypeRegistry registry,
      SchemaCompiler compiler,
      PublishedTemplates templates,
      TopicReconciler<EventTypeRecord> publication,
      NotifierConfig config,
      AuditTrail audit,
      AccessTables tables,
      WorkLimit work) {
    return new EventTypesController(
        new EventTypeService(
            store,
            registry,
            compiler,
            templates,
            publication,
            config.limits(),
            audit,
            tables::anySendsAdvertising),
        work);
  }
}
