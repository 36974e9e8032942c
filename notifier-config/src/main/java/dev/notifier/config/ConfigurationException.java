package dev.notifier.config;

import java.util.List;
import org.springframework.boot.ExitCodeGenerator;

/** The configuration is invalid. Contains all errors; the program exits with code 1. */
public final class ConfigurationException extends RuntimeException implements ExitCodeGenerator {
  private final transient List<ConfigError> errors;

  ConfigurationException(List<ConfigError> errors) {
    super(message(errors));
    this.errors = List.copyOf(errors);
  }

  /** Of an error that another module has found. */
  public static ConfigurationException of(ConfigError error) {
    return new ConfigurationException(List.of(error));
  }

  public List<ConfigError> errors() {
    return errors;
  }

  @Override
  public int getExitCode() {
    return 1;
  }

  private static String message(List<ConfigError> errors) {
    String count = errors.size() == 1 ? "1 error:" : errors.size() + " errors:";
    StringBuilder message = new StringBuilder("The configuration has ").append(count);
    int number = 0;
    for (ConfigError error : errors) {
      message.append("\n  ").append(++number).append(". ").append(error);
    }
    return message.toString();
  }
}
