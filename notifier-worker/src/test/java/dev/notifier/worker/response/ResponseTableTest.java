package dev.notifier.worker.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResponseTableTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `0x([0-9A-F]+)` \\| (ESME_\\w+) \\| `([a-z-]+)` \\| `(\\w+)` \\|");

  @Test
  void theDocumentationListsEveryCodeWithItsActionAndReason() throws Exception {
    Map<Integer, String> documented = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "submission.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        documented.put(
            Integer.parseInt(row.group(1), 16),
            row.group(2) + " " + row.group(3) + " " + row.group(4));
      }
    }
    Map<Integer, String> implemented = new TreeMap<>();
    ResponsePolicy.table()
        .forEach((code, entry) ->
            implemented.put(
                code, entry.name() + " " + configValue(entry.action()) + " " + entry.reason()));

    assertThat(documented).isEqualTo(implemented);
  }

  @ParameterizedTest
  @EnumSource(ResponseAction.class)
  void everyActionCanBeConfigured(ResponseAction action) {
    assertThat(ResponseAction.ofConfigValue(configValue(action))).isEqualTo(action);
  }

  private static String configValue(ResponseAction action) {
    return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
