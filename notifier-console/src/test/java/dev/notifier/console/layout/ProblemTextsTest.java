package dev.notifier.console.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.text.Language;
import dev.notifier.console.text.Texts;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProblemTextsTest {
  private static final Path CODES =
      Path.of("../notifier-api/src/main/resources/error-codes.properties");

  /** Of the console alone. */
  private static final Set<String> OWN =
      Set.of(
          "problem.unknown",
          "problem.unknown-code",
          "problem.unavailable",
          "problem.outcome-unknown",
          "problem.too-many-uploads",
          "problem.too-many-downloads");

  @Test
  void everyCodeHasAText() throws IOException {
    Properties codes = new Properties();
    try (Reader reader = Files.newBufferedReader(CODES)) {
      codes.load(reader);
    }
    Set<String> expected =
        codes.stringPropertyNames().stream()
            .filter(key -> key.endsWith(".title"))
            .map(key -> "problem." + key.substring(0, key.length() - ".title".length()))
            .collect(Collectors.toSet());
    Set<String> texts =
        Texts.load().of(Language.VIETNAMESE).keySet().stream()
            .filter(key -> key.startsWith("problem.") && !OWN.contains(key))
            .collect(Collectors.toSet());
    assertThat(texts).isEqualTo(expected);
  }
}
