package dev.notifier.console.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PersonsTest {
  private static final Pattern PERSON =
      Pattern.compile("[\\w.()]*\\.(?:[a-z]+By|by)\\(\\)(?!\\s*==)");

  /** Numbers, times and columns. */
  private static final Pattern OTHERS =
      Pattern.compile(".*(sharedBy|finishBy)\\(\\)|query\\.by\\(\\)");

  /** Not as the HTTP interface calls them, such as {@code user:lan} or {@code system}. */
  @Test
  void whoHasDoneSomethingIsNamedAsPeopleCallThem() throws IOException {
    List<String> raw = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/jte"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (String line : Files.readAllLines(file)) {
          Matcher person = PERSON.matcher(line);
          while (person.find()) {
            if (line.contains("${") && isShown(person.group())) {
              raw.add(file + ": " + line.strip());
            }
          }
        }
      }
    }
    assertThat(raw).isEmpty();
  }

  private static boolean isShown(String value) {
    return !value.startsWith("page.person(") && !OTHERS.matcher(value).matches();
  }
}
