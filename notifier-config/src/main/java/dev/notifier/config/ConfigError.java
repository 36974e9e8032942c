package dev.notifier.config;

/**
 * An error in the configuration.
 *
 * @param key the full key, such as {@code notifier.routes.viettel.port}
 * @param problem what is wrong; never contains a secret
 * @param advice what to do about it
 */
public record ConfigError(String key, String problem, String advice) {
  @Override
  public String toString() {
    return key + ": " + problem + ". " + advice + (advice.endsWith("?") ? "" : ".");
  }
}
