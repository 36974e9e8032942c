package dev.notifier.api.jobs;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.store.Database;
import dev.notifier.store.jobs.JobStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about jobs. */
@Configuration(proxyBeanMethods = false)
public class JobsConfiguration {
  @Bean
  JobsController jobsController(Database database, AuditTrail audit) {
    return new JobsController(new JobStore(database.dataSource()), audit);
  }
}
