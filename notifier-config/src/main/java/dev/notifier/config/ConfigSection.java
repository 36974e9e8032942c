package dev.notifier.config;

import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;

/**
 * A top-level section of the configuration.
 *
 * @param keys all keys that it may have
 */
record ConfigSection(String name, ConfigKeys.Group keys) {
  /** Sections that a file may have, in the order in which an error names them. */
  static final List<String> KNOWN =
      List.of("notifier", "local", "server", "logging", "management", "spring");

  /** Keys of Spring Boot at the top level. */
  private static final Set<String> VALUES = Set.of("debug", "trace");

  static ConfigSection of(String name, Class<? extends Record> type) {
    return new ConfigSection(name, ConfigKeys.of(type));
  }

  /** Whether all keys of this source are meant for Notifier, as those of a file are. */
  static boolean isFile(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof OriginTrackedMapPropertySource;
  }

  static boolean isKnown(String name) {
    return KNOWN.contains(name) || VALUES.contains(name) || name.equals("info");
  }

  /** Whether the section consists of keys, so that it cannot be a value itself. */
  static boolean isGroup(String name) {
    return KNOWN.contains(name);
  }
}
