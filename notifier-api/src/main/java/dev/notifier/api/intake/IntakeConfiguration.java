package dev.notifier.api.intake;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.config.NotifierConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
public class IntakeConfiguration {
  @Bean
  EventsController eventsController(
      NotifierConfig config,
      EventSender sender,
      KafkaAvailability kafka,
      EventTypeRegistry types,
      MeterRegistry registry,
      InstantSource clock) {
    EventParser parser = new EventParser();
    InFlightLimit inFlight = new InFlightLimit(config.intake().maxInFlight().toBytes());
    Gauge.builder("notifier.intake.in.flight", inFlight, InFlightLimit::octets)
        .description("Octets of all calls that are being taken now")
        .baseUnit("bytes")
        .register(registry);
    BooleanSupplier away = () -> !kafka.isUp();
    return new EventsController(
        new Intake(sender, new IntakeMetrics(registry), clock),
        new EventValidator(parser, types),
        new BinaryModeReader(parser),
        inFlight,
        away,
        () -> !types.isKnown());
  }
}
