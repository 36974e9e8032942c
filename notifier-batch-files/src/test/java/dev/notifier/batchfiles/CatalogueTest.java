package dev.notifier.batchfiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
  private static final Path DOCS = Path.of("..", "docs", "batch-files.md");

  static Stream<Arguments> entries() {
    return Stream.of(
            Arrays.stream(FaultKind.values())
                .map(each -> Arguments.of(each.code(), each.vietnamese(), each.english())),
            Arrays.stream(RepairKind.values())
                .map(each -> Arguments.of(each.code(), each.vietnamese(), each.english())),
            Arrays.stream(UnreadableKind.values())
                .map(each -> Arguments.of(each.code(), each.vietnamese(), each.english())),
            Arrays.stream(QuestionKind.values())
                .map(each -> Arguments.of(each.code(), each.vietnamese(), each.english())))
        .flatMap(each -> each);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("entries")
  void everyCodeIsDocumentedWithItsText(String code, String vietnamese, String english)
      throws IOException {
    assertThat(code).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(vietnamese).matches("(?s)\\p{Lu}.{5,}[.?]");
    assertThat(Files.readString(DOCS)).contains("| `" + code + "` | " + english + " |");
  }
}
