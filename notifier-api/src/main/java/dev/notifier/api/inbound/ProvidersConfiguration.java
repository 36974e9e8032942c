package dev.notifier.api.inbound;

import dev.notifier.api.intake.KafkaAvailability;
import dev.notifier.api.limits.RequestLimits;
import dev.notifier.api.security.FailedAttempts;
import dev.notifier.api.sending.RecordSender;
import dev.notifier.config.NotifierConfig;
import dev.notifier.numbers.RecipientKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;

/** The beans for messages that providers deliver. */
@Configuration(proxyBeanMethods = false)
public class ProvidersConfiguration {
  @Bean
  ProvidersController providersController(
      NotifierConfig config,
      ProducerFactory<byte[], byte[]> eventProducers,
      KafkaAvailability kafka,
      RequestLimits limits,
      MeterRegistry registry,
      InstantSource clock,
      LongSupplier nanos) {
    FailedAttempts failures = new FailedAttempts("inbound messages of no provider", nanos);
    ProviderSender sender =
        new ProviderSender(
            new RecordSender(eventProducers, config.intake().kafkaTimeout(), nanos),
            new RecipientKey(config.privacyKey().getBytes(StandardCharsets.UTF_8)),
            kafka::isUp);
    Provider.Shared shared = new Provider.Shared(sender, limits, failures, clock);
    Map<String, Provider> providers = new HashMap<>();
    config
        .replies()
        .providers()
        .forEach((name, settings) ->
            providers.put(
                name, new Provider(name, settings, shared, new ProviderMetrics(name, registry))));
    return new ProvidersController(providers, failures);
  }
}
