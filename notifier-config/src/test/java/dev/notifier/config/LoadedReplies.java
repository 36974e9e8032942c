package dev.notifier.config;

import dev.notifier.config.replies.RepliesConfig;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Loads the settings of replies with the least of other settings. */
final class LoadedReplies {
  private LoadedReplies() {}

  /** Loads a configuration that has these keys as well. */
  static RepliesConfig load(Map<String, Object> more) {
    Map<String, Object> values = new TreeMap<>(more);
    values.put("notifier.api-key", "api-secret-value-of-32-characters");
    values.put("notifier.privacy-key", "privacy-secret-value");
    values.put("notifier.kafka.bootstrap-servers", "127.0.0.1:9092");
    values.put("notifier.postgres.url", "jdbc:postgresql://127.0.0.1:5432/notifier");
    values.put("notifier.routes.a.host", "127.0.0.1");
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", values));
    return ConfigLoader.load(environment).replies();
  }
}
