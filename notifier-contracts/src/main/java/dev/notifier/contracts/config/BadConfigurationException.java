package dev.notifier.contracts.config;

import java.util.List;
import org.springframework.boot.ExitCodeGenerator;

/**
 * The configuration cannot be used. Carries every mistake that was found; ends with exit code 1.
 */
public final class BadConfigurationException extends RuntimeException implements ExitCodeGenerator {
  private final transient List<ConfigMistake> mistakes;

  BadConfigurationException(List<ConfigMistake> mistakes) {
    super(words(mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  public List<ConfigMistake> mistakes() {
    return mistakes;
  }

  @Override
  public int getExitCode() {
    return 1;
  }

  private static String words(List<ConfigMistake> mistakes) {
    String things = mistakes.size() == 1 ? "1 mistake:" : mistakes.size() + " mistakes:";
    StringBuilder words = new StringBuilder("The configuration has ").append(things);
    int number = 0;
    for (ConfigMistake mistake : mistakes) {
      words.append("\n  ").append(++number).append(". ").append(mistake);
    }
    return words.toString();
  }
}
