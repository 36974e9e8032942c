package dev.notifier.api.certificates;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.config.NotifierConfig;
import dev.notifier.config.certificates.CertificatesConfig;
import dev.notifier.store.Database;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.templates.TemplateApprovals;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Configures certificates. */
@Configuration(proxyBeanMethods = false)
public class CertificatesConfiguration {
  @Bean
  CertificatesController certificatesController(
      NotificationLookup lookup,
      Database database,
      NotifierConfig config,
      LookupAudit audit,
      InstantSource clock,
      JsonMapper json) {
    CertificatesConfig certificates = config.certificates();
    return new CertificatesController(
        lookup,
        new Certificates(
            new TemplateApprovals(database.dataSource()), certificates.issuer(), clock),
        CertificateKeys.read(certificates.keyFiles()),
        audit,
        json);
  }
}
