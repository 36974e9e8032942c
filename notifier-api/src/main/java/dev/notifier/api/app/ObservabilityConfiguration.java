package dev.notifier.api.app;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.intake.KafkaAvailability;
import dev.notifier.store.lookup.NotificationLookup;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health by name, and the description of the interface. */
@Configuration(proxyBeanMethods = false)
class ObservabilityConfiguration {
  @Bean
  HealthIndicator kafka(KafkaAvailability kafka) {
    return () ->
        health(kafka.isConfirmed(), "check that Kafka runs at notifier.kafka.bootstrap-servers");
  }

  @Bean
  HealthIndicator postgres(NotificationLookup lookup) {
    return () ->
        health(lookup.isAvailable(), "check that PostgreSQL runs at notifier.postgres.url");
  }

  @Bean
  HealthIndicator eventTypesHealthIndicator(EventTypeRegistry types) {
    return () -> health(types.isKnown(), "start PostgreSQL once; then Kafka alone is enough");
  }

  private static Health health(boolean up, String advice) {
    return up ? Health.up().build() : Health.down().withDetail("advice", advice).build();
  }

  /** Written by hand, because it says more than signatures can; a test compares it with them. */
  @Bean
  OpenAPI openApi() throws IOException {
    try (InputStream in = ObservabilityConfiguration.class.getResourceAsStream("/openapi.yaml")) {
      return Yaml31.mapper().readValue(in, OpenAPI.class);
    }
  }
}
