package dev.notifier.api.eventsin;

import dev.notifier.api.access.StoredKeys;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.intake.Intake;
import dev.notifier.api.intake.KafkaAvailability;
import dev.notifier.api.limits.RequestLimits;
import dev.notifier.api.lookup.Pause;
import dev.notifier.api.sending.RecordSender;
import dev.notifier.config.NotifierConfig;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.store.lookup.NotificationLookup;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;

/** The beans that read the events of clients from Kafka. */
@Configuration(proxyBeanMethods = false)
public class EventsInConfiguration {
  @Bean
  ClientTopics clientTopics(
      StoredKeys keys, NotifierConfig config, Pause pause, LongSupplier nanos) {
    return new ClientTopics(
        keys::kafkaCallers,
        caller -> keys.used(caller, "kafka"),
        new ClientTopics.Creation(
            config.intake().createTopics(), config.kafka().replication(), pause::pause),
        nanos);
  }

  @Bean
  PartitionBackoff eventsInBackOff(LongSupplier nanos) {
    return new PartitionBackoff(nanos);
  }

  @Bean
  EventsInMetrics eventsInMetrics(MeterRegistry registry, ClientTopics topics) {
    return new EventsInMetrics(registry, topics::view);
  }

  @Bean
  EventsInStatus eventsInHealthIndicator(
      ClientTopics topics, PartitionBackoff backOff, EventsInMetrics metrics) {
    return new EventsInStatus(topics, backOff, metrics);
  }

  @Bean
  ClientEvents clientEvents(
      Intake intake,
      RequestLimits limits,
      ProducerFactory<byte[], byte[]> eventProducers,
      NotifierConfig config,
      EventsInMetrics metrics,
      InstantSource clock,
      LongSupplier nanos) {
    Duration configured = config.intake().kafkaTimeout();
    Duration timeout =
        configured.compareTo(Intake.TOPIC_TIMEOUT) > 0 ? Intake.TOPIC_TIMEOUT : configured;
    return new ClientEvents(
        intake::accept,
        (keyId, requestsPerSecond) -> limits.take(keyId, requestsPerSecond).accepted(),
        new RecordSender(eventProducers, timeout, nanos),
        metrics,
        clock);
  }

  @Bean
  Readiness eventsInReadiness(
      KafkaAvailability kafka,
      EventTypeRegistry types,
      NotificationLookup lookup,
      LongSupplier nanos) {
    return new Readiness(kafka, types, lookup::isAvailable, nanos);
  }

  @Bean(initMethod = "start")
  EventsInLoop eventsInLoop(
      KafkaClients clients,
      ClientTopics topics,
      ClientEvents events,
      PartitionBackoff backOff,
      Readiness readiness,
      EventsInStatus status,
      InstantSource clock,
      LongSupplier nanos) {
    return new EventsInLoop(
        () -> clients.admin("events-in-topics", EventsInLoop.ADMIN_TIMEOUT),
        topics,
        () -> clients.groupConsumer("events-in", Topics.GROUP_EVENTS_IN, EventsInLoop.READING),
        consumer -> new EventsInReader(consumer, topics, events, backOff, readiness, clock, nanos),
        status,
        nanos);
  }
}
