package dev.notifier.api.planning;

import dev.notifier.config.NotifierConfig;
import dev.notifier.replies.address.AddressPlaceholders;
import dev.notifier.replies.address.ConfiguredAddresses;
import dev.notifier.templates.ReplyPlaceholders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The snapshots that intake uses; the tables on Kafka update them. */
@Configuration(proxyBeanMethods = false)
public class PlanningConfiguration {
  @Bean
  ReplyPlaceholders replyPlaceholders(NotifierConfig config) {
    return new AddressPlaceholders(ConfiguredAddresses.read(config.replies().files()));
  }

  @Bean
  RouteSnapshot routeSnapshot(NotifierConfig config, ReplyPlaceholders replies) {
    return new RouteSnapshot(config.routes().keySet(), config.defaultRoute(), replies);
  }

  @Bean
  TemplateCatalogCache templateCatalogCache() {
    return new TemplateCatalogCache();
  }
}
