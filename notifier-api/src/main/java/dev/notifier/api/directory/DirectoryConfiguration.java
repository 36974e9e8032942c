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
  /** Each has a thread and a connection to PostgreSQL, and two keep PostgreSQL busy. */
  private static final int PARALLEL_LOADS = 2;

  @Bean
  RecipientsController recipientsController(
      Database database,
      CarrierLookup carriers,
      NotifierConfig config,
      AuditTrail audit,
      AuditSubjects subjects,
      LookupAudit lookups,
      PersonLookupLimit limit,
      WorkLimit work,
      InstantSource clock,
      LongSupplier nanos) {
    RecipientStore persons = new RecipientStore(database.dataSource(), config.limits().persons());
    ConsentStore consents = new ConsentStore(database.dataSource());
    RecipientKey keys = new RecipientKey(config.privacyKey().getBytes(StandardCharsets.UTF_8));
    return new RecipientsController(
        new DirectoryWriter(
            persons, consents, new DirectoryChanges(database.dataSource(), clock), keys, clock),
        new RecipientSearch(persons, consents, carriers, keys),
        audit,
        subjects,
        lookups,
        limit,
        work,
        new WorkLimit(PARALLEL_LOADS),
        config.http().bodyTimeout(),
        nanos);
  }
}
