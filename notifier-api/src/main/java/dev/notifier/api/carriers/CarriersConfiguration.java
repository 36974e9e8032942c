package dev.notifier.api.carriers;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.config.NotifierConfig;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.Database;
import dev.notifier.store.carriers.NumberCarrierStore;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the carriers of numbers. */
@Configuration(proxyBeanMethods = false)
public class CarriersConfiguration {
  @Bean
  CarrierLookup carrierLookup(Database database, NotifierConfig config) {
    return new CarrierLookup(new NumberCarrierStore(database.dataSource()), keys(config));
  }

  @Bean
  CarriersController carriersController(
      Database database,
      AuditTrail audit,
      NotifierConfig config,
      InstantSource clock,
      LongSupplier nanos) {
    CarrierImport imports =
        new CarrierImport(
            new NumberCarrierStore(database.dataSource()), audit, keys(config), clock);
    return new CarriersController(imports, config.http().bodyTimeout(), nanos);
  }

  private static RecipientKey keys(NotifierConfig config) {
    return new RecipientKey(config.privacyKey().getBytes(StandardCharsets.UTF_8));
  }
}
