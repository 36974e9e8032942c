package dev.notifier.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.access.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ScopeDocsTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+(?::[a-z]+)?)` \\| [A-Z]");

  @Test
  void theDocumentationListsAllScopes() throws IOException {
    List<String> rows =
        ROW.matcher(scopes(Files.readString(Path.of("../docs/access.md"))))
            .results()
            .map(row -> row.group(1))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(Arrays.stream(Scope.values()).map(Scope::id).toList());
  }

  /** The other sections have tables as well. */
  private static String scopes(String page) {
    String section = page.substring(page.indexOf("\n## Scopes\n") + 1);
    return section.substring(0, section.indexOf("\n## ") + 1);
  }
}
