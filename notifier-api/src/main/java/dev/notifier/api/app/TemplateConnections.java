package dev.notifier.api.app;

import dev.notifier.api.publication.Publication;
import dev.notifier.api.templates.TemplatesOnTopic;
import dev.notifier.api.templates.TopicEntry;
import dev.notifier.contracts.Topics;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the room of the templates with Kafka. */
@Configuration(proxyBeanMethods = false)
class TemplateConnections {
  @Bean(initMethod = "start")
  TopicReader templateTopic(TopicConnections connections, TemplatesOnTopic templates) {
    TopicReader.Listener listener =
        new TopicReader.Listener() {
          @Override
          public void told(String topic, String key, byte @Nullable [] value) {
            templates.told(key, value);
          }

          @Override
          public void knowsAllOf(long nanoTime) {
            // What is published twice does no harm.
          }
        };
    return connections.reader("notifier-api-templates", List.of(Topics.TEMPLATES), listener);
  }

  @Bean(initMethod = "start")
  Publication<TopicEntry> templatePublication(
      TopicConnections connections, TemplatesOnTopic templates) {
    return new Publication<>(
        "templates",
        templates::stored,
        templates::lacks,
        entry -> connections.send(Topics.TEMPLATES, entry.key(), entry.form()));
  }
}
