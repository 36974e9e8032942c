package dev.notifier.api.eventtypes;

import dev.notifier.api.seeding.DataSeeder;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.store.Database;
import dev.notifier.store.eventtypes.EventTypeStore;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room together; what touches Kafka is made outside. */
@Configuration(proxyBeanMethods = false)
public class EventTypesConfiguration {
  @Bean
  EventTypeStore eventTypeStore(Database database, InstantSource clock) {
    return new EventTypeStore(database.dataSource(), clock);
  }

  @Bean
  SchemaCompiler schemaCompiler() {
    return new SchemaCompiler(ShippedEventTypes.recipient());
  }

  @Bean
  EventTypeRegistry eventTypes(SchemaCompiler compiler) {
    return new EventTypeRegistry(compiler);
  }

  @Bean
  EventTypeStoreLoader storedTypes(EventTypeStore store, EventTypeRegistry types) {
    return new EventTypeStoreLoader(store, types);
  }

  @Bean
  DataSeeder typeSeed(EventTypeStore store, TopicReconciler<EventTypeRecord> publication) {
    return new EventTypeSeeder(store, publication::publishSoon);
  }

  @Bean
  EventTypesController typesController(
      EventTypeStore store,
      EventTypeRegistry types,
      SchemaCompiler compiler,
      PublishedTemplates templates,
      TopicReconciler<EventTypeRecord> publication) {
    return new EventTypesController(
        new EventTypeService(store, types, compiler, templates, publication));
  }
}
