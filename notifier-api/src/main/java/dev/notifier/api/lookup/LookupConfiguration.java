package dev.notifier.api.lookup;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.routes.RouteWaiting;
import dev.notifier.store.Database;
import dev.notifier.store.lookup.NotificationLookup;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the look-up of notifications. */
@Configuration(proxyBeanMethods = false)
public class LookupConfiguration {
  @Bean
  NotificationLookup notificationLookup(Database database, InstantSource clock) {
    return new NotificationLookup(database.dataSource(), clock);
  }

  @Bean
  NotificationsController notificationsController(
      NotificationLookup lookup,
      Pause pause,
      PlanProgress progress,
      RouteWaiting routes,
      InstantSource clock,
      LongSupplier nanos,
      LookupAudit audit) {
    return new NotificationsController(
        lookup,
        new LookupPoller(pause, nanos),
        progress,
        new Waits(routes::of, clock),
        nanos,
        audit);
  }
}
