package dev.notifier.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The event types that the program ships have words in both languages. */
class EventTypeTextsTest {
  private static final Path TYPES =
      Path.of("../notifier-api/src/main/resources/shipped/event-types");
  private static final String GROUP = "event-type.";

  @Test
  void theEnglishWordsAreTheTitles() throws IOException {
    Map<String, String> titles = new TreeMap<>();
    try (Stream<Path> files = Files.list(TYPES)) {
      for (Path file : files.toList()) {
        titles.put(GROUP + value(file, "name"), value(file, "title"));
      }
    }
    assertThat(titles).isNotEmpty();

    Map<String, String> words =
        Texts.load().of(Language.ENGLISH).entrySet().stream()
            .filter(text -> text.getKey().startsWith(GROUP))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    assertThat(words).isEqualTo(titles);
  }

  private static String value(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElseThrow();
  }
}
