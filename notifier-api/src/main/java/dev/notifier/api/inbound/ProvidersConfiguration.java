package dev.notifier.api.inbound;

import dev.notifier.api.limits.RequestLimits;
import dev.notifier.api.security.FailedAttempts;
import dev.notifier.api.sending.InboundSender;
import dev.notifier.config.NotifierConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans for messages that providers deliver. */
@Configuration(proxyBeanMethods = false)
public class ProvidersConfiguration {
  @Bean
  ProvidersController providersController(
      NotifierConfig config,
      InboundSender sender,
      RequestLimits limits,
      MeterRegistry registry,
      InstantSource clock,
      LongSupplier nanos) {
    FailedAttempts failures = new FailedAttempts("inbound messages of no provider", nanos);
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
