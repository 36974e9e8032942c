package dev.notifier.api.app;

import dev.notifier.api.access.StoredKeys;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.intake.KafkaAvailability;
import dev.notifier.api.quotas.TenantQuotas;
import dev.notifier.config.NotifierConfig;
import dev.notifier.config.addresses.PostgresEncryption;
import dev.notifier.store.Database;
import dev.notifier.store.ServerWarnings;
import dev.notifier.store.clock.ClockDifference;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.templates.TenantTemplateBytes;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health of each dependency of the api. */
@Configuration(proxyBeanMethods = false)
class ObservabilityConfiguration {
  @Bean
  HealthIndicator kafka(KafkaAvailability kafka) {
    return () ->
        health(kafka.isConfirmed(), "check that Kafka runs at notifier.kafka.bootstrap-servers");
  }

  @Bean
  HealthIndicator postgres(
      NotificationLookup lookup, Database database, LongSupplier nanos, NotifierConfig config) {
    ServerWarnings warnings =
        new ServerWarnings(
            database.dataSource(), nanos, PostgresEncryption.warning(config.postgres().url()));
    return () -> {
      if (!lookup.isAvailable()) {
        return health(false, "check that PostgreSQL runs at notifier.postgres.url");
      }
      String warning = warnings.warning();
      return warning == null
          ? Health.up().build()
          : Health.up().withDetail("warning", warning).build();
    };
  }

  /** A warning only: events are accepted without PostgreSQL, whose clock may be the wrong one. */
  @Bean
  HealthIndicator clockHealthIndicator(Database database, InstantSource clock) {
    ClockDifference difference = new ClockDifference(database.dataSource(), clock);
    return () ->
        difference
            .ahead()
            .filter(ClockDifference::isTooMuch)
            .map(ahead -> Health.up().withDetail("warning", ClockDifference.advice(ahead)).build())
            .orElseGet(() -> Health.up().build());
  }

  @Bean
  HealthIndicator eventTypesHealthIndicator(EventTypeRegistry types) {
    return () ->
        health(
            types.isKnown(),
            "start PostgreSQL once, so that the event types are published; afterwards Kafka"
                + " suffices");
  }

  @Bean
  HealthIndicator keysHealthIndicator(StoredKeys keys) {
    return () -> {
      StoredKeys.Condition condition = keys.condition();
      if (!condition.works()) {
        return health(false, condition.note());
      }
      return condition.note().isEmpty()
          ? Health.up().build()
          : Health.up().withDetail("warning", condition.note()).build();
    };
  }

  @Bean
  HealthIndicator quotasHealthIndicator(TenantQuotas quotas) {
    return () -> {
      String warning = quotas.warning();
      return warning.isEmpty()
          ? Health.up().build()
          : Health.up().withDetail("warning", warning).build();
    };
  }

  @Bean
  HealthIndicator templatesHealthIndicator(TenantTemplateBytes bytes) {
    return () -> {
      String warning = bytes.warning();
      return warning.isEmpty()
          ? Health.up().build()
          : Health.up().withDetail("warning", warning).build();
    };
  }

  private static Health health(boolean up, String advice) {
    return up ? Health.up().build() : Health.down().withDetail("advice", advice).build();
  }
}
