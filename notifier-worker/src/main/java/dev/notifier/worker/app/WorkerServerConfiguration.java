package dev.notifier.worker.app;

import dev.notifier.worker.connections.NewestFirstProtocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Configures the server of health and metrics. A client that reads slowly holds a thread, so there
 * are more threads than connections: a new connection is always served.
 */
@Configuration(proxyBeanMethods = false)
class WorkerServerConfiguration {
  /** Threads of closed connections need a moment to end. */
  private static final int THREADS = NewestFirstProtocol.MAX_CONNECTIONS + 16;

  /** The last customizer, because the others apply the settings of the worker. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> healthServer() {
    return factory -> {
      factory.setProtocol(NewestFirstProtocol.class.getName());
      factory.addConnectorCustomizers(connector -> {
        connector.setProperty("maxConnections", Integer.toString(THREADS));
        connector.setProperty("maxThreads", Integer.toString(THREADS));
        connector.setProperty("minSpareThreads", "1");
      });
    };
  }
}
