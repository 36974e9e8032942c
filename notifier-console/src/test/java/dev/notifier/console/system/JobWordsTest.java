package dev.notifier.console.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.text.Language;
import dev.notifier.console.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of the jobs and that of the audit say in words what each kind of job does. */
class JobWordsTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (?:every|at a request)");

  @Test
  void eachKindHasWords() throws IOException {
    List<String> kinds =
        ROW.matcher(Files.readString(Path.of("../docs/operating.md")))
            .results()
            .map(row -> "system.kind." + row.group(1))
            .toList();
    assertThat(kinds).hasSizeGreaterThan(30);
    Texts texts = Texts.load();
    for (Language language : Language.values()) {
      assertThat(texts.of(language).keySet()).as(language.tag()).containsAll(kinds);
    }
  }
}
