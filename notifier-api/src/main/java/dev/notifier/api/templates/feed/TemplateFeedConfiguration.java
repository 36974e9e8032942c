package dev.notifier.api.templates.feed;

import dev.notifier.store.Database;
import dev.notifier.store.templates.TemplatePublications;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the feed of templates. */
@Configuration(proxyBeanMethods = false)
public class TemplateFeedConfiguration {
  @Bean
  TemplateFeedController templateFeedController(Database database) {
    return new TemplateFeedController(new TemplatePublications(database.dataSource()));
  }
}
