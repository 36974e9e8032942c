package dev.notifier.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/**
 * Checks {@code server.port}, {@code management.server.port} and {@code server.address}, keys of
 * Spring Boot, so that their errors are reported with the others.
 */
final class ServerRules {
  private static final String PORT = "server.port";
  static final String HEALTH_PORT = "management.server.port";
  private static final String ADDRESS = "server.address";
  private static final int MAX_PORT = 65_535;

  private ServerRules() {}

  /**
   * @param ownHealthPort whether health must have a port of its own; otherwise an empty one is that
   *     of {@code server.port}
   */
  static List<ConfigError> check(Environment environment, boolean ownHealthPort) {
    List<ConfigError> errors = new ArrayList<>();
    String port = environment.getProperty(PORT, "0").strip();
    String healthPort = environment.getProperty(HEALTH_PORT, "").strip();
    if (!isPort(port)) {
      errors.add(notAPort(PORT));
    }
    if (healthPort.isEmpty() && ownHealthPort) {
      errors.add(
          new ConfigError(
              HEALTH_PORT,
              "it is empty",
              "Set the port of health and metrics, which is never the one of the api"));
    } else if (!healthPort.isEmpty() && !isPort(healthPort)) {
      errors.add(notAPort(HEALTH_PORT));
    } else if (!healthPort.isEmpty() && healthPort.equals(port) && !port.equals("0")) {
      errors.add(
          new ConfigError(
              HEALTH_PORT, "it is the same port as " + PORT, "Choose another one for health"));
    }
    if (!isAddress(environment.getProperty(ADDRESS, "").strip())) {
      errors.add(
          new ConfigError(
              ADDRESS,
              "this is not an address",
              "Set 127.0.0.1, 0.0.0.0 or an address of this machine"));
    }
    return errors;
  }

  private static ConfigError notAPort(String key) {
    return new ConfigError(
        key,
        "this is not a port",
        "Set a whole number from 1 to " + MAX_PORT + ", or 0 for any free port");
  }

  private static boolean isPort(String text) {
    return text.matches("\\d{1,5}") && Integer.parseInt(text) <= MAX_PORT;
  }

  /** Resolves a name, as the server does when it starts. */
  private static boolean isAddress(String text) {
    try {
      return text.isEmpty() || InetAddress.getByName(text) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
