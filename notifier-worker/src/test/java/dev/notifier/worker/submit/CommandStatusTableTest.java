package dev.notifier.worker.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CommandStatusTableTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `0x([0-9A-F]+)` \\| (ESME_\\w+) \\| `([a-z-]+)` \\| `(\\w+)` \\|");

  @Test
  void thePageListsEveryCodeWithWhatIsDoneAboutIt() throws Exception {
    Map<Integer, String> onThePage = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "submission.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        onThePage.put(
            Integer.parseInt(row.group(1), 16),
            row.group(2) + " " + row.group(3) + " " + row.group(4));
      }
    }
    Map<Integer, String> inTheCode = new TreeMap<>();
    CommandStatusTable.all()
        .forEach((code, meaning) ->
            inTheCode.put(
                code, meaning.name() + " " + word(meaning.treatment()) + " " + meaning.reason()));

    assertThat(onThePage).isEqualTo(inTheCode);
  }

  @Test
  void everyTreatmentHasAWordThatTheConfigurationKnows() {
    for (ResponseAction treatment : ResponseAction.values()) {
      assertThat(ResponseAction.ofWord(word(treatment))).isEqualTo(treatment);
    }
  }

  private static String word(ResponseAction treatment) {
    return treatment.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
