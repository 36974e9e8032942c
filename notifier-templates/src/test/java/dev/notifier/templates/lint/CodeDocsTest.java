package dev.notifier.templates.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that docs/template-language.md lists the codes of diagnostics and of warnings. */
class CodeDocsTest {
  private static final Pattern CODE = Pattern.compile("`([a-z0-9-]+)`");

  @Test
  void thePageListsAllWarnings() throws IOException {
    assertThat(codes("## Warnings"))
        .containsExactlyElementsOf(
            Arrays.stream(LintWarningCode.values()).map(LintWarningCode::code).toList());
  }

  @Test
  void thePageListsAllDiagnostics() throws IOException {
    assertThat(codes("## Diagnostics"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(DiagnosticCode.values()).map(DiagnosticCode::code).toList());
  }

  /** The codes in the first column of the table below this heading. */
  private static List<String> codes(String heading) throws IOException {
    var page = Files.readAllLines(Path.of("../docs/template-language.md"));
    return page.stream()
        .dropWhile(line -> !line.equals(heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1)[1])
        .flatMap(cell -> CODE.matcher(cell).results())
        .map((MatchResult code) -> code.group(1))
        .toList();
  }
}
