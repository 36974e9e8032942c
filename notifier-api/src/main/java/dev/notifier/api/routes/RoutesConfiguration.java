package dev.notifier.api.routes;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.config.NotifierConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.store.Database;
import dev.notifier.store.routes.RouteContactStore;
import dev.notifier.store.routes.RoutePauseStore;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.store.tracking.UnconfirmedStore;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans for routes, except those that use Kafka. */
@Configuration(proxyBeanMethods = false)
public class RoutesConfiguration {
  @Bean
  RouteStore routes(Database database, InstantSource clock) {
    return new RouteStore(database.dataSource(), clock);
  }

  @Bean
  RouteWaiting routeWaiting(RouteStatusCache status, InstantSource clock) {
    return new RouteWaiting(status, clock);
  }

  @Bean
  RoutesController routesController(
      NotifierConfig config,
      RouteStore routes,
      Database database,
      RouteStatusCache status,
      TopicReconciler<RouteRecord> publication,
      InstantSource clock,
      AuditTrail audit) {
    UnconfirmedStore unconfirmed = new UnconfirmedStore(database.dataSource());
    return new RoutesController(
        new RouteService(
            routes,
            new RouteContactStore(database.dataSource()),
            new RoutePauseStore(database.dataSource()),
            new SendingRoutes(config.routes()),
            unconfirmed,
            status,
            publication,
            clock,
            audit));
  }
}
