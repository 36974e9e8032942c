package dev.notifier.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {
  private static final Texts TEXTS = Texts.load();

  /** In templates and in controllers. */
  private static final Pattern USE =
      Pattern.compile(
          "(?:\\bt\\(|pages\\.of\\(request, |new Item\\(\"[a-z-]*\", )\"([a-z0-9.-]+)\"");

  @Test
  void bothLanguagesHaveTheSameKeys() {
    assertThat(TEXTS.of(Language.VIETNAMESE).keySet())
        .isEqualTo(TEXTS.of(Language.ENGLISH).keySet());
  }

  @ParameterizedTest
  @EnumSource
  void noTextIsEmpty(Language language) {
    assertThat(TEXTS.of(language)).allSatisfy((_, text) -> assertThat(text).isNotBlank());
  }

  @Test
  void bothLanguagesHaveTheSamePlaces() {
    TEXTS
        .of(Language.ENGLISH)
        .forEach((key, text) ->
            assertThat(places(TEXTS.get(Language.VIETNAMESE, key)))
                .as(key)
                .isEqualTo(places(text)));
  }

  @Test
  void everyTextThatIsUsedExists() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().matches(".*\\.(java|jte)")) {
          Matcher uses = USE.matcher(Files.readString(file));
          while (uses.find()) {
            used.add(uses.group(1));
          }
        }
      }
    }
    assertThat(used).isNotEmpty();
    assertThat(TEXTS.of(Language.ENGLISH).keySet()).containsAll(used);
  }

  @Test
  void oneIsNotAPlural() {
    String key = "overview.summary.slow";
    assertThat(TEXTS.get(Language.ENGLISH, key, "", "1"))
        .isEqualTo("Slow: 1 message waits for longer than usual.");
    assertThat(TEXTS.get(Language.ENGLISH, key, "", "1,200"))
        .isEqualTo("Slow: 1,200 messages wait for longer than usual.");
    assertThat(TEXTS.of(Language.ENGLISH).keySet())
        .filteredOn(each -> !each.startsWith("said.") && !each.startsWith("found."))
        .allSatisfy(each ->
            assertThat(TEXTS.get(Language.ENGLISH, each, "1", "1", "1", "1", "1"))
                .doesNotContainPattern("[{][0-9][|]")
                .doesNotContainPattern(
                    "\\b1 (lines|messages|seconds|minutes|hours|days|segments|persons|times)\\b"));
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    Matcher matcher = Pattern.compile("\\{\\d}").matcher(text);
    while (matcher.find()) {
      places.add(matcher.group());
    }
    return places;
  }
}
