package dev.notifier.api.audit;

import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.audit.AuditLog;
import dev.notifier.store.audit.AuditNames;
import dev.notifier.store.audit.AuditQueries;
import dev.notifier.store.audit.AuditSubjects;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Configures the audit. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {
  @Bean
  AuditLog auditLog(Database database) {
    return new AuditLog(database.dataSource());
  }

  @Bean
  AuditKey auditKey(NotifierConfig config) {
    return AuditKey.of(config.privacyKey());
  }

  @Bean
  AuditSubjects auditSubjects(Database database, AuditKey key) {
    return new AuditSubjects(database.dataSource(), key);
  }

  @Bean
  AuditTrail auditTrail(AuditLog log) {
    return new AuditTrail(log);
  }

  @Bean(initMethod = "start")
  LookupAudit lookupAudit(AuditLog log, AuditSubjects subjects) {
    return new LookupAudit(log, subjects);
  }

  @Bean(initMethod = "start")
  RefusalCounts refusalCounts(AuditLog log, InstantSource clock) {
    return new RefusalCounts(log, clock);
  }

  @Bean
  WebMvcConfigurer auditInterceptor(AuditTrail trail, AuditLog log, RefusalCounts counts) {
    return new WebMvcConfigurer() {
      // After the check of the scope, and before any other that may refuse the request.
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry
            .addInterceptor(new AuditInterceptor(trail, log, counts))
            .order(Ordered.HIGHEST_PRECEDENCE + 10);
      }
    };
  }

  @Bean
  AuditController auditController(Database database) {
    return new AuditController(
        new AuditQueries(database.dataSource()),
        new AuditTargets(new AuditNames(database.dataSource())));
  }
}
