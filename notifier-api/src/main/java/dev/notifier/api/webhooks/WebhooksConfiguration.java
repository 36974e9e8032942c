package dev.notifier.api.webhooks;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.config.NotifierConfig;
import dev.notifier.config.addresses.AddressPolicy;
import dev.notifier.store.Database;
import dev.notifier.store.webhooks.WebhookSecrets;
import dev.notifier.store.webhooks.WebhookStore;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans for webhooks. */
@Configuration(proxyBeanMethods = false)
public class WebhooksConfiguration {
  @Bean
  WebhooksController webhooksController(
      Database database,
      NotifierConfig config,
      RandomGenerator random,
      AuditTrail audit,
      InstantSource clock) {
    WebhookStore store = new WebhookStore(database.dataSource(), clock);
    WebhookUrl urls =
        new WebhookUrl(
            AddressPolicy.of(config.http().allowedNetworks(), config.http().allowedPorts()));
    WebhookSecrets secrets = new WebhookSecrets(config.privacyKey(), random);
    return new WebhooksController(
        new WebhookService(store, urls, secrets, audit, random, clock),
        new WebhookCommands(store, audit, clock));
  }
}
