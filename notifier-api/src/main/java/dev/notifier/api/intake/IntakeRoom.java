package dev.notifier.api.intake;

import dev.notifier.api.types.EventTypes;
import dev.notifier.contracts.config.NotifierConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
public class IntakeRoom {
  @Bean
  EventsController eventsController(
      NotifierConfig config,
      EventSender sender,
      KafkaWatch kafka,
      EventTypes types,
      MeterRegistry registry,
      InstantSource clock) {
    EventParser parser = new EventParser();
    InFlight inFlight = new InFlight(config.intake().maxInFlight().toBytes());
    Gauge.builder("notifier.intake.in.flight", inFlight, InFlight::octets)
        .description("Octets of all calls that are being taken now")
        .baseUnit("bytes")
        .register(registry);
    BooleanSupplier away = () -> !kafka.isUp();
    return new EventsController(
        new Intake(sender, new IntakeMetrics(registry), clock),
        new EventChecker(parser, types),
        new BinaryEvent(parser),
        inFlight,
        away,
        () -> !types.isKnown());
  }
}
