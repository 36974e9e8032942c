package dev.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares docs/configuration.md with the configuration records. */
class ConfigDocsTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `(notifier\\.[^`]+)` \\| `([^`]*)` \\| .+ \\|");

  @Test
  void thePageListsExactlyTheKeysOfTheCodeWithTheirDefaults() throws IOException {
    Map<String, String> page = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("../docs/configuration.md"))) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        assertThat(page.put(row.group(1), row.group(2))).as("twice: " + row.group(1)).isNull();
      }
    }
    Map<String, String> code = new TreeMap<>();
    collect("notifier", ConfigKeys.of(NotifierConfig.class), code);

    assertThat(page).isEqualTo(code);
  }

  private static void collect(String key, ConfigKeys keys, Map<String, String> found) {
    switch (keys) {
      case ConfigKeys.Group(Map<String, ConfigKeys> children) ->
          children.forEach((name, child) -> collect(key + "." + name, child, found));
      case ConfigKeys.Named(ConfigKeys.Value value) ->
          collect(key + (key.endsWith("status-map") ? ".<status>" : ".<name>"), value, found);
      case ConfigKeys.Named(ConfigKeys each) -> collect(key + ".<name>", each, found);
      case ConfigKeys.ListOf(ConfigKeys.Group each) -> collect(key + "[]", each, found);
      case ConfigKeys.ListOf(ConfigKeys value) -> collect(key, value, found);
      case ConfigKeys.Value(_, String byDefault) ->
          found.put(key, byDefault.isEmpty() ? "\"\"" : byDefault);
    }
  }
}
