package dev.notifier.api.exports;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.config.NotifierConfig;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.store.Database;
import dev.notifier.store.audit.AuditSubjects;
import dev.notifier.store.exports.ExportStore;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about large exports. */
@Configuration(proxyBeanMethods = false)
public class ExportsConfiguration {
  @Bean
  ExportsController exportsController(
      Database database,
      NotifierConfig config,
      AuditSubjects persons,
      AuditTrail audit,
      LookupAudit lookups,
      InstantSource clock,
      LongSupplier nanos) {
    return new ExportsController(
        new ExportStore(database.dataSource()),
        SubjectDigest.of(config.privacyKey()),
        persons,
        audit,
        lookups,
        clock,
        nanos);
  }
}
