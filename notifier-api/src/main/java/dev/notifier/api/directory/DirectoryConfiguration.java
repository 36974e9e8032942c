package dev.notifier.api.directory;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.limits.PersonLookupLimit;
import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import dev.notifier.store.audit.AuditSubjects;
import dev.notifier.store.directory.RecipientStore;
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
      NotifierConfig config,
      AuditTrail audit,
      AuditSubjects subjects,
      LookupAudit lookups,
      PersonLookupLimit persons,
      WorkLimit work,
      LongSupplier nanos) {
    return new RecipientsController(
        new RecipientStore(database.dataSource()),
        audit,
        subjects,
        lookups,
        persons,
        work,
        new WorkLimit(PARALLEL_LOADS),
        config.http().bodyTimeout(),
        nanos);
  }
}
