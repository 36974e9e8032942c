package dev.notifier.api.statuses;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.config.NotifierConfig;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.feed.FeedIds;
import dev.notifier.store.lookup.NotificationLookup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the feed of states. */
@Configuration(proxyBeanMethods = false)
public class StatusesConfiguration {
  private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(2);

  @Bean
  StatusFeed statusFeed(
      KafkaClients clients, LongSupplier nanos, InstantSource clock, MeterRegistry registry) {
    Counter unreadable =
        Counter.builder("notifier.feed.unreadable")
            .description("Records of states that readers of the feed passed over")
            .register(registry);
    ReaderLimits limits = new ReaderLimits();
    Gauge.builder("notifier.feed.readers", limits, ReaderLimits::open)
        .description("Requests that read the feed of states or wait for a change")
        .register(registry);
    return new StatusFeed(
        new ReaderPool(
            () ->
                new PartitionReader(
                    clients.assignedConsumer("status-feed", PartitionReader.READING),
                    nanos,
                    unreadable::increment),
            nanos),
        new StatusTopic(
            () -> clients.admin("status-feed", ADMIN_TIMEOUT), nanos, StatusTopic.SETTLING),
        new FeedTail(() -> clients.assignedConsumer("status-feed-tail", FeedTail.READING), nanos),
        limits,
        nanos,
        clock);
  }

  @Bean
  StatusesController statusesController(
      StatusFeed feed, NotifierConfig config, NotificationLookup lookup, LookupAudit audit) {
    return new StatusesController(
        feed, FeedIds.of(config.privacyKey()), new PersonalDetails(lookup, audit));
  }
}
