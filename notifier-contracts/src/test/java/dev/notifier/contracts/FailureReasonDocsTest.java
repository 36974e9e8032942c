package dev.notifier.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Checks that docs/integrating.md and {@link FailureReason} have the same codes and texts. */
class FailureReasonDocsTest {
  @Test
  void thePageListsAllReasonsAndNoOthers() throws IOException {
    var page =
        Files.readAllLines(Path.of("../docs/integrating.md")).stream()
            .filter(line -> line.matches("\\| `[A-Z_]+` \\| `[A-Z]+` \\|.*"))
            .toList();

    assertThat(page)
        .containsExactlyElementsOf(
            Arrays.stream(FailureReason.values())
                .map(reason ->
                    "| `%s` | `%s` | %s |".formatted(reason, reason.owner(), reason.text()))
                .toList());
  }
}
