package dev.notifier.api.connections;

import dev.notifier.config.NotifierConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the limits of connections. */
@Configuration(proxyBeanMethods = false)
public class ConnectionsConfiguration {
  @Bean
  ConnectionTable connectionTable(
      NotifierConfig config, LongSupplier nanos, MeterRegistry registry) {
    NotifierConfig.Http http = config.http();
    ConnectionTable table =
        new ConnectionTable(
            ConnectionLimits.of(
                http.maxConnections(),
                http.maxConnectionsPerAddress(),
                http.headerTimeout(),
                http.keepAliveTimeout()),
            nanos);
    Gauge.builder("notifier.http.connections", table, ConnectionTable::size)
        .description("Open connections of clients")
        .register(registry);
    return table;
  }

  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService connectionSweeper(ConnectionTable table) {
    ScheduledExecutorService sweeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("connection-sweeper").factory());
    var _ = sweeper.scheduleWithFixedDelay(table::closeOverdue, 1, 1, TimeUnit.SECONDS);
    return sweeper;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionLimits(
      NotifierConfig config, ConnectionTable table, RandomGenerator random) {
    TrustedProxies proxies = TrustedProxies.of(config.http().trustedProxies());
    return factory -> {
      ConnectionValve valve = new ConnectionValve(table, proxies, random);
      LimitedProtocol.install(factory, table, valve);
      factory.addConnectorCustomizers(connector -> {
        connector.setProperty("maxConnections", Integer.toString(config.http().maxConnections()));
        connector.setProperty(
            "keepAliveTimeout", Long.toString(config.http().keepAliveTimeout().toMillis()));
      });
    };
  }
}
