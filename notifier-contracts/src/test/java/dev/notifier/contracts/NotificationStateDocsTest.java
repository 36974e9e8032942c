package dev.notifier.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that the pages and {@link NotificationState} agree on ranks and final states. */
class NotificationStateDocsTest {
  private static final Pattern CODE = Pattern.compile("`([A-Z_]+)`");

  @Test
  void theTableHasAllStates() throws IOException {
    String page = Files.readString(Path.of("../docs/pipeline.md"));

    assertThat(page.lines().filter(line -> line.matches("\\| `[A-Z_]+` \\| [0-9] \\|.*")))
        .extracting(line -> line.replaceFirst("(\\|[^|]*\\|[^|]*\\|[^|]*\\|).*", "$1"))
        .containsExactlyElementsOf(
            known().stream()
                .map(state ->
                    "| `%s` | %d | %s|"
                        .formatted(state, state.rank(), state.isFinal() ? "yes " : ""))
                .toList());
  }

  @Test
  void thePageForCallersListsTheFinalStates() throws IOException {
    String page = Files.readString(Path.of("../docs/integrating.md"));
    String sentence = page.replaceFirst("(?s).*The final states are (.*?)\\. .*", "$1");

    assertThat(CODE.matcher(sentence).results().map(match -> match.group(1)))
        .containsExactlyElementsOf(
            known().stream().filter(NotificationState::isFinal).map(Enum::name).toList());
  }

  private static List<NotificationState> known() {
    return Arrays.stream(NotificationState.values())
        .filter(state -> state != NotificationState.UNKNOWN)
        .toList();
  }
}
