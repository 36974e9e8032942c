package dev.notifier.api.connections;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Configures the server of health and metrics, which has a port and threads of its own. Its clients
 * have no key, so it has few connections, and no request has a body. Clients that read slowly each
 * hold a thread: there are more threads than connections, and the oldest connection makes room for
 * a new one, so a new one is always served.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
public class HealthServerConfiguration {
  private static final int MAX_CONNECTIONS = 48;

  /** Threads of closed connections need a moment to end. */
  private static final int THREADS = MAX_CONNECTIONS + 16;

  private static final Duration IDLE_LIMIT = Duration.ofSeconds(10);
  private static final Duration BUSY_LIMIT = Duration.ofSeconds(10);

  /** The last customizer, because the others apply the settings of the api. */
  private record Customizer(ConnectionTable table, RandomGenerator random)
      implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
      LimitedProtocol.install(factory, table, new HealthValve(table, random));
      factory.addConnectorCustomizers(connector -> {
        connector.setProperty("maxConnections", Integer.toString(THREADS));
        connector.setProperty("maxThreads", Integer.toString(THREADS));
        connector.setProperty("minSpareThreads", "1");
      });
    }

    @Override
    public int getOrder() {
      return LOWEST_PRECEDENCE;
    }
  }

  @Bean
  ConnectionTable healthConnections(LongSupplier nanos) {
    return new ConnectionTable(
        new ConnectionLimits(
            MAX_CONNECTIONS,
            MAX_CONNECTIONS,
            MAX_CONNECTIONS,
            MAX_CONNECTIONS,
            IDLE_LIMIT,
            IDLE_LIMIT,
            Optional.of(BUSY_LIMIT)),
        nanos);
  }

  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService healthConnectionSweeper(ConnectionTable healthConnections) {
    ScheduledExecutorService sweeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("health-connection-sweeper").factory());
    var _ = sweeper.scheduleWithFixedDelay(healthConnections::closeOverdue, 1, 1, TimeUnit.SECONDS);
    return sweeper;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> healthServer(
      ConnectionTable healthConnections, RandomGenerator random) {
    return new Customizer(healthConnections, random);
  }
}
