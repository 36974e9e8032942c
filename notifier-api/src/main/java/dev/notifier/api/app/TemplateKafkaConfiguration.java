package dev.notifier.api.app;

import dev.notifier.api.publication.TopicReconciler;
import dev.notifier.api.templates.TemplateTopicEntry;
import dev.notifier.api.templates.TemplateTopicTable;
import dev.notifier.contracts.Topics;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the room of the templates with Kafka. */
@Configuration(proxyBeanMethods = false)
class TemplateKafkaConfiguration {
  @Bean(initMethod = "start")
  TopicReader templateTopic(TopicClients connections, TemplateTopicTable templates) {
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
  TopicReconciler<TemplateTopicEntry> templatePublication(
      TopicClients connections, TemplateTopicTable templates) {
    return new TopicReconciler<>(
        "templates",
        templates::stored,
        templates::lacks,
        entry -> connections.send(Topics.TEMPLATES, entry.key(), entry.form()));
  }
}
