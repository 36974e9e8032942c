package dev.notifier.api.intake;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.config.NotifierConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures intake and its endpoint. */
@Configuration(proxyBeanMethods = false)
public class IntakeConfiguration {
  @Bean
  Intake intake(
      EventSender sender, EventTypeRegistry types, MeterRegistry registry, InstantSource clock) {
    return new Intake(new EventValidator(types), sender, new IntakeMetrics(registry), clock);
  }

  @Bean
  EventsController eventsController(
      NotifierConfig config,
      Intake intake,
      KafkaAvailability kafka,
      EventTypeRegistry types,
      MeterRegistry registry) {
    InFlightLimit inFlight = new InFlightLimit(config.intake().maxInFlight().toBytes());
    Gauge.builder("notifier.intake.in.flight", inFlight, InFlightLimit::bytes)
        .description("Bytes of all requests in progress")
        .baseUnit("bytes")
        .register(registry);
    return new EventsController(intake, inFlight, kafka, types);
  }
}
