package dev.notifier.api.consents;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.limits.PersonLookupLimit;
import dev.notifier.config.NotifierConfig;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.Database;
import dev.notifier.store.advertising.ConsentStore;
import dev.notifier.store.advertising.DoNotCallStore;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about consents and the do-not-call list. */
@Configuration(proxyBeanMethods = false)
public class ConsentsConfiguration {
  @Bean
  ConsentsController consentsController(
      Database database,
      AuditTrail audit,
      NotifierConfig config,
      InstantSource clock,
      PersonLookupLimit persons,
      LookupAudit lookups,
      WorkLimit work) {
    ConsentService service =
        new ConsentService(new ConsentStore(database.dataSource()), audit, numbers(config), clock);
    return new ConsentsController(service, persons, lookups, work);
  }

  @Bean
  DoNotCallController doNotCallController(
      Database database,
      AuditTrail audit,
      NotifierConfig config,
      InstantSource clock,
      WorkLimit work,
      LongSupplier nanos) {
    DoNotCallService service =
        new DoNotCallService(
            new DoNotCallStore(database.dataSource()), audit, numbers(config), clock);
    return new DoNotCallController(service, work, config.http().bodyTimeout(), nanos);
  }

  private static RecipientKey numbers(NotifierConfig config) {
    return new RecipientKey(config.privacyKey().getBytes(StandardCharsets.UTF_8));
  }
}
