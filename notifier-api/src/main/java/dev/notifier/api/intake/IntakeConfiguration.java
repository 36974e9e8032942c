package dev.notifier.api.intake;

import dev.notifier.api.body.BodyBudget;
import dev.notifier.api.cloudevents.CloudEventReader;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.identity.BodyDigest;
import dev.notifier.api.permissions.SendPermissions;
import dev.notifier.api.planning.RefusalChecks;
import dev.notifier.config.NotifierConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures intake and its endpoint. */
@Configuration(proxyBeanMethods = false)
public class IntakeConfiguration {
  @Bean
  IntakeBudget intakeBudget(NotifierConfig config) {
    return new IntakeBudget(config.intake().maxInFlight().toBytes());
  }

  @Bean
  BodyBudget bodyBudget(NotifierConfig config, IntakeBudget budget, MeterRegistry registry) {
    BodyBudget bodies = new BodyBudget(config.intake().maxInFlight().toBytes());
    Gauge.builder("notifier.intake.in.flight", () -> budget.bytes() + bodies.bytes())
        .description("Bytes of all requests in progress")
        .baseUnit("bytes")
        .register(registry);
    return bodies;
  }

  @Bean
  BodyDigest bodyDigest(NotifierConfig config) {
    return new BodyDigest(config.privacyKey().getBytes(StandardCharsets.UTF_8));
  }

  @Bean
  Intake intake(
      EventSender sender,
      EventTypeRegistry types,
      RefusalChecks refusals,
      SendPermissions permissions,
      IntakeBudget budget,
      MeterRegistry registry,
      InstantSource clock,
      BodyDigest digest,
      NotifierConfig config) {
    return new Intake(
        new CloudEventReader(types, refusals, digest, config.intake().quietHours(), clock),
        permissions,
        sender,
        budget,
        new IntakeMetrics(registry));
  }

  @Bean
  EventsController eventsController(
      Intake intake, KafkaAvailability kafka, EventTypeRegistry types, InstantSource clock) {
    return new EventsController(intake, kafka, types, clock);
  }
}
