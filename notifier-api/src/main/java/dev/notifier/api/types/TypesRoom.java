package dev.notifier.api.types;

import dev.notifier.api.publication.Publication;
import dev.notifier.api.publication.Seed;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.store.Database;
import dev.notifier.store.EventTypeStore;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room together; what touches Kafka is made outside. */
@Configuration(proxyBeanMethods = false)
public class TypesRoom {
  @Bean
  EventTypeStore eventTypeStore(Database database, InstantSource clock) {
    return new EventTypeStore(database.dataSource(), clock);
  }

  @Bean
  SchemaCompiler schemaCompiler() {
    return new SchemaCompiler(ShippedTypes.recipient());
  }

  @Bean
  EventTypes eventTypes(SchemaCompiler compiler) {
    return new EventTypes(compiler);
  }

  @Bean
  TypesOnTopic typesOnTopic(EventTypes types) {
    return new TypesOnTopic(types);
  }

  @Bean
  StoredTypes storedTypes(EventTypeStore store, EventTypes types) {
    return new StoredTypes(store, types);
  }

  @Bean
  Seed typeSeed(EventTypeStore store, Publication<EventTypeRecord> publication) {
    return new TypeSeed(store, publication::soon);
  }

  @Bean
  TypesController typesController(
      EventTypeStore store,
      EventTypes types,
      SchemaCompiler compiler,
      PublishedTemplates templates,
      Publication<EventTypeRecord> publication) {
    return new TypesController(new TypeDesk(store, types, compiler, templates, publication));
  }
}
