package dev.notifier.api.reports;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import dev.notifier.store.effects.EffectReport;
import dev.notifier.store.effects.EffectStore;
import dev.notifier.store.reports.MessageReport;
import dev.notifier.store.reports.SentSegmentStore;
import dev.notifier.store.routes.RouteStore;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures reports. */
@Configuration(proxyBeanMethods = false)
public class ReportsConfiguration {
  /** Each takes a connection to PostgreSQL for up to some seconds. */
  private static final int PARALLEL_REPORTS = 2;

  private final WorkLimit work = new WorkLimit(PARALLEL_REPORTS);

  @Bean
  MessageReportController messageReportController(Database database) {
    return new MessageReportController(new MessageReport(database.dataSource()), work);
  }

  @Bean
  BillController billController(Database database, RouteStore routes) {
    return new BillController(new SentSegmentStore(database.dataSource()), routes, work);
  }

  @Bean
  EffectService effectService(
      Database database,
      EventTypeRegistry types,
      NotifierConfig config,
      AuditTrail audit,
      InstantSource clock) {
    return new EffectService(
        new EffectStore(database.dataSource(), config.retention().notifications()),
        types,
        config.retention().notifications(),
        audit,
        clock);
  }

  @Bean
  EffectsController effectsController(EffectService effects) {
    return new EffectsController(effects);
  }

  @Bean
  EffectReportController effectReportController(Database database, EffectService effects) {
    return new EffectReportController(effects, new EffectReport(database.dataSource()), work);
  }
}
