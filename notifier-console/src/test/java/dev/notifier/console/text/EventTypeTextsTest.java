package dev.notifier.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The event types that the program ships have words in both languages. */
class EventTypeTextsTest {
  private static final Path TYPES =
      Path.of("../notifier-api/src/main/resources/shipped/event-types");
  private static final Path RECIPIENT =
      Path.of("../notifier-planning/src/main/resources/shipped/recipient.yaml");
  private static final String GROUP = "event-type.";
  private static final String FIELDS = "event-field.";

  @Test
  void theEnglishWordsAreTheTitles() throws IOException {
    Map<String, String> titles = new TreeMap<>();
    try (Stream<Path> files = Files.list(TYPES)) {
      for (Path file : files.toList()) {
        titles.put(GROUP + value(file, "name"), value(file, "title"));
      }
    }
    assertThat(titles).isNotEmpty();

    assertThat(words(GROUP)).isEqualTo(titles);
  }

  @Test
  void everyFieldHasWords() throws IOException {
    Set<String> titles = new TreeSet<>(fieldTitles(RECIPIENT, 2));
    try (Stream<Path> files = Files.list(TYPES)) {
      for (Path file : files.toList()) {
        titles.addAll(fieldTitles(file, 6));
      }
    }

    assertThat(words(FIELDS).values()).containsExactlyInAnyOrderElementsOf(titles);
  }

  private static Map<String, String> words(String group) {
    return Texts.load().of(Language.ENGLISH).entrySet().stream()
        .filter(text -> text.getKey().startsWith(group))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * The titles of the fields.
   *
   * @param indent how deep they are at least
   */
  private static Set<String> fieldTitles(Path file, int indent) throws IOException {
    String start = " ".repeat(indent);
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(start) && line.strip().startsWith("title: "))
        .map(line -> line.strip().substring("title: ".length()).replace("\"", ""))
        .collect(Collectors.toSet());
  }

  private static String value(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElseThrow();
  }
}
