package dev.notifier.api.templatetests;

import dev.notifier.api.access.TeamNumbers;
import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.planning.RefusalChecks;
import dev.notifier.config.NotifierConfig;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.Database;
import dev.notifier.store.access.TemplateTestDays;
import dev.notifier.store.inbound.InboundOutbox;
import dev.notifier.store.templates.TemplateQueries;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures tests of templates. */
@Configuration(proxyBeanMethods = false)
public class TemplateTestsConfiguration {
  @Bean
  TemplateTestController templateTestController(
      Database database,
      TemplateQueries templates,
      EventTypeRegistry types,
      TeamNumbers team,
      RefusalChecks checks,
      WorkLimit work,
      AuditTrail audit,
      NotifierConfig config,
      RandomGenerator random,
      InstantSource clock) {
    TemplateTestService.Sending sending =
        new TemplateTestService.Sending(
            new TemplateTestDays(database.dataSource()),
            new InboundOutbox(database.dataSource()),
            new RecipientKey(config.privacyKey().getBytes(StandardCharsets.UTF_8)));
    return new TemplateTestController(
        new TemplateTestService(
            templates,
            new TemplateTestEvents(types, clock, () -> uuid(random)),
            team,
            checks,
            sending,
            audit,
            clock),
        work);
  }

  /** A random UUID (RFC 9562, 5.4). */
  private static UUID uuid(RandomGenerator random) {
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
