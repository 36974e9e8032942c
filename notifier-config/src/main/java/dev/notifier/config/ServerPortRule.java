package dev.notifier.config;

import java.util.List;
import org.springframework.core.env.Environment;

/**
 * Checks {@code server.port}, a key of Spring Boot, so that its errors are reported with the
 * others.
 */
final class ServerPortRule {
  private static final String KEY = "server.port";
  private static final int MAX_PORT = 65_535;

  private ServerPortRule() {}

  static List<ConfigError> check(Environment environment) {
    String port = environment.getProperty(KEY, "0").strip();
    if (port.matches("\\d{1,5}") && Integer.parseInt(port) <= MAX_PORT) {
      return List.of();
    }
    return List.of(
        new ConfigError(
            KEY,
            "this is not a port",
            "Set a whole number from 1 to " + MAX_PORT + ", or 0 for any free port"));
  }
}
