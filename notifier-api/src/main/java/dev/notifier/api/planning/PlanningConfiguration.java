package dev.notifier.api.planning;

import dev.notifier.config.NotifierConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The snapshots that intake uses; the tables on Kafka update them. */
@Configuration(proxyBeanMethods = false)
public class PlanningConfiguration {
  @Bean
  RouteSnapshot routeSnapshot(NotifierConfig config) {
    return new RouteSnapshot(config.routes().keySet(), config.defaultRoute());
  }

  @Bean
  TemplateCatalogCache templateCatalogCache() {
    return new TemplateCatalogCache();
  }
}
