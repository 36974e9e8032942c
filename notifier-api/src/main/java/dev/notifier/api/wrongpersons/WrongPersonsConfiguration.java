package dev.notifier.api.wrongpersons;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.limits.PersonLookupLimit;
import dev.notifier.config.NotifierConfig;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.Database;
import dev.notifier.store.optouts.WrongPersonStore;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about wrong persons. */
@Configuration(proxyBeanMethods = false)
public class WrongPersonsConfiguration {
  /**
   * @param optOutReconciler publishes the persons with the opt-outs of a number
   */
  @Bean
  WrongPersonService wrongPersonService(
      Database database,
      AuditTrail audit,
      TopicReconciler<String> optOutReconciler,
      NotifierConfig config,
      InstantSource clock) {
    String key = config.privacyKey();
    return new WrongPersonService(
        new WrongPersonStore(database.dataSource()),
        audit,
        optOutReconciler,
        new WrongPersonService.Keys(
            new RecipientKey(key.getBytes(StandardCharsets.UTF_8)), SubjectDigest.of(key)),
        clock);
  }

  @Bean
  WrongPersonsController wrongPersonsController(
      WrongPersonService service, PersonLookupLimit persons, LookupAudit lookups, WorkLimit work) {
    return new WrongPersonsController(service, persons, lookups, work);
  }
}
