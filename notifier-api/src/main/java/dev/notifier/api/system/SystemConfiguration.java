package dev.notifier.api.system;

import dev.notifier.api.routes.RouteStatusCache;
import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.retention.RetentionStore;
import dev.notifier.store.routes.RouteStore;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the request about the program. */
@Configuration(proxyBeanMethods = false)
public class SystemConfiguration {
  @Bean
  SystemController systemController(
      Database database,
      RouteStore routes,
      RouteStatusCache status,
      NotifierConfig config,
      InstantSource clock) {
    return new SystemController(
        new SystemController.Store(
            database,
            new RetentionStore(database.dataSource()),
            routes,
            new JobStore(database.dataSource())),
        status,
        config,
        clock);
  }
}
