package dev.notifier.console.server;

import dev.notifier.config.NotifierConfig;
import dev.notifier.config.RouteConfig;
import dev.notifier.console.api.ApiClient;
import dev.notifier.console.live.LiveConnections;
import dev.notifier.console.live.LiveSettings;
import dev.notifier.console.web.LocalSessions;
import dev.notifier.console.web.TestRoutes;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.apache.catalina.Host;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the console to the web server of the program. */
@Configuration(proxyBeanMethods = false)
public class ConsoleConfiguration {
  @Bean
  InternalConnector consoleConnector(RandomGenerator random) {
    return new InternalConnector(random);
  }

  @Bean
  ApiClient consoleApiClient(InternalConnector connector) {
    return new ApiClient(connector::address, connector.secret());
  }

  @Bean
  LiveConnections consoleConnections() {
    return new LiveConnections(LiveSettings.standard());
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> console(
      NotifierConfig config,
      InternalConnector connector,
      ApiClient client,
      LiveConnections connections,
      InstantSource clock,
      RandomGenerator random) {
    return factory -> {
      if (config.console().enabled()) {
        LocalSessions local =
            new LocalSessions(config.console().startCode(), config.apiKey(), clock, random);
        connector.install(factory);
        TestRoutes testRoutes =
            new TestRoutes(config.routes().values().stream().anyMatch(RouteConfig::test));
        factory.addContextCustomizers(context ->
            new ConsoleContext(client, local, connections, testRoutes, clock)
                .addTo((Host) context.getParent()));
      }
    };
  }
}
