package dev.notifier.api.pipeline;

import dev.notifier.api.pipeline.PipelineMonitor.Source;
import dev.notifier.api.routes.RouteStatusCache;
import dev.notifier.api.routes.RouteWaiting;
import dev.notifier.config.NotifierConfig;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.store.Database;
import dev.notifier.store.routes.RoutePauseStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;

/** Configures the request about what waits. */
@Configuration(proxyBeanMethods = false)
public class PipelineConfiguration {
  private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(2);

  @Bean
  BacklogReader pipelineBacklogs(
      KafkaClients clients, RouteStatusCache routes, InstantSource clock, LongSupplier nanos) {
    return new BacklogReader(() -> clients.admin("pipeline", ADMIN_TIMEOUT), routes, clock, nanos);
  }

  @Bean(initMethod = "start")
  PipelineMonitor pipelineMonitor(
      NotifierConfig config,
      BacklogReader backlogs,
      Database database,
      RouteStatusCache routes,
      RouteWaiting reasons,
      InstantSource clock) {
    RoutePauseStore pauses = new RoutePauseStore(database.dataSource());
    return new PipelineMonitor(
        new Source(
            backlogs::read,
            routes,
            config.routes().keySet(),
            reasons,
            // The monitor does not wait for a database that hangs.
            name -> database.isAvailable() ? pausedSince(pauses, name) : null,
            database::isAvailable),
        clock);
  }

  private static @Nullable Instant pausedSince(RoutePauseStore pauses, String name) {
    try {
      return pauses.find(name).map(RoutePauseStore.Pause::since).orElse(null);
    } catch (DataAccessException e) {
      // The pause is in force all the same.
      return null;
    }
  }

  @Bean
  PipelineController pipelineController(PipelineMonitor monitor) {
    return new PipelineController(monitor);
  }
}
