package dev.notifier.api.app;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.eventtypes.EventTypeStoreLoader;
import dev.notifier.api.eventtypes.EventTypeTopicListener;
import dev.notifier.api.publication.TopicReconciler;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Topics;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the room of the event types with Kafka and with those who need it. */
@Configuration(proxyBeanMethods = false)
class EventTypeKafkaConfiguration {
  /** Without PostgreSQL and Kafka the start goes on; events are refused until they are there. */
  private static final Duration PATIENCE_AT_START = Duration.ofSeconds(5);

  @Bean(initMethod = "start")
  TopicReader typeTopic(TopicClients topics, EventTypeTopicListener types) {
    return topics.reader("notifier-api-types", List.of(Topics.EVENT_TYPES), new ToTypes(types));
  }

  @Bean(initMethod = "start")
  TopicReconciler<EventTypeRecord> typePublication(
      EventTypeStoreLoader stored, EventTypeTopicListener onTopic, TopicClients topics) {
    return new TopicReconciler<>(
        "event types",
        stored::all,
        onTopic::lacks,
        type -> topics.send(Topics.EVENT_TYPES, type.name(), type));
  }

  /** The first caller need not be refused only because the program has just started. */
  @Bean
  FirstTypes firstTypes(EventTypeRegistry types, SchemaMigration migration, TopicReader typeTopic)
      throws InterruptedException {
    types.awaitFirst(PATIENCE_AT_START);
    return new FirstTypes();
  }

  /** That there was a wait for the first event types. */
  record FirstTypes() {}

  private record ToTypes(EventTypeTopicListener types) implements TopicReader.Listener {
    @Override
    public void told(String topic, String key, byte @Nullable [] value) {
      types.told(key, value);
    }

    @Override
    public void knowsAllOf(long nanoTime) {
      types.toldAll();
    }
  }
}
