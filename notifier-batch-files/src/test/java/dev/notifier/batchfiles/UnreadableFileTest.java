package dev.notifier.batchfiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnreadableFileTest {
  @ParameterizedTest
  @EnumSource
  void isFoundInItsWords(UnreadableKind kind) {
    for (long row : new long[] {0, 1, 1_048_576}) {
      UnreadableFile file = new UnreadableFile(kind, row);
      assertThat(UnreadableFile.find(file.english())).contains(file);
    }
  }

  @Test
  void isNotFoundInOthers() {
    assertThat(UnreadableFile.find("")).isEmpty();
    assertThat(UnreadableFile.find("Something else. (row 7)")).isEmpty();
    assertThat(UnreadableFile.find("The file is empty. (row x)")).isEmpty();
  }
}
