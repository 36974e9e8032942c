package dev.notifier.config;

import java.util.List;
import org.springframework.boot.ExitCodeGenerator;

/**
 * The configuration cannot be used. Carries every mistake that was found; ends with exit code 1.
 */
public final class ConfigurationException extends RuntimeException implements ExitCodeGenerator {
  private final transient List<ConfigError> mistakes;

  ConfigurationException(List<ConfigError> mistakes) {
    super(words(mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  public List<ConfigError> mistakes() {
    return mistakes;
  }

  @Override
  public int getExitCode() {
    return 1;
  }

  private static String words(List<ConfigError> mistakes) {
    String things = mistakes.size() == 1 ? "1 mistake:" : mistakes.size() + " mistakes:";
    StringBuilder words = new StringBuilder("The configuration has ").append(things);
    int number = 0;
    for (ConfigError mistake : mistakes) {
      words.append("\n  ").append(++number).append(". ").append(mistake);
    }
    return words.toString();
  }
}
