package dev.notifier.api.directory;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.carriers.CarrierLookup;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.limits.PersonLookupLimit;
import dev.notifier.config.NotifierConfig;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.Database;
import dev.notifier.store.advertising.ConsentStore;
import dev.notifier.store.audit.AuditSubjects;
import dev.notifier.store.directory.DirectoryChanges;
import dev.notifier.store.directory.RecipientStore;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about the directory. */
@Configuration(proxyBeanMethods = false)
public class DirectoryConfiguration {
  @Bean
  DirectoryWriter directoryWriter(Database database, NotifierConfig config, InstantSource clock) {
    return new DirectoryWriter(
        persons(database, config),
        new ConsentStore(database.dataSource()),
        new DirectoryChanges(database.dataSource(), clock),
        keys(config),
        clock);
  }

  private static RecipientStore persons(Database database, NotifierConfig config) {
    return new RecipientStore(database.dataSource(), config.limits().persons());
  }

  private static RecipientKey keys(NotifierConfig config) {
    return new RecipientKey(config.privacyKey().getBytes(StandardCharsets.UTF_8));
  }

  @Bean
  RecipientsController recipientsController(
      DirectoryWriter writer, AuditTrail audit, AuditSubjects subjects) {
    return new RecipientsController(writer, audit, subjects);
  }

  @Bean
  RecipientLoadController recipientLoadController(
      DirectoryWriter writer, AuditTrail audit, NotifierConfig config, LongSupplier nanos) {
    return new RecipientLoadController(writer, audit, config.http().bodyTimeout(), nanos);
  }

  @Bean
  RecipientSearchController recipientSearchController(
      Database database,
      CarrierLookup carriers,
      NotifierConfig config,
      LookupAudit lookups,
      PersonLookupLimit limit,
      WorkLimit work) {
    RecipientSearch search =
        new RecipientSearch(
            persons(database, config),
            new ConsentStore(database.dataSource()),
            carriers,
            keys(config));
    return new RecipientSearchController(search, lookups, limit, work);
  }
}
