package dev.notifier.contracts.config;

import java.util.List;
import org.springframework.core.env.Environment;

/**
 * Looks at the one key outside our own that everybody sets, so that it is reported with the rest.
 */
final class ServerPort {
  private static final String KEY = "server.port";
  private static final int MAX_PORT = 65_535;

  private ServerPort() {}

  static List<ConfigMistake> check(Environment environment) {
    String port = environment.getProperty(KEY, "0").strip();
    if (port.matches("\\d{1,5}") && Integer.parseInt(port) <= MAX_PORT) {
      return List.of();
    }
    return List.of(
        new ConfigMistake(
            KEY,
            "this is not a port",
            "Write a whole number from 1 to " + MAX_PORT + ", or 0 for any free port"));
  }
}
