package dev.notifier.replies.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingCorrectorTest {
  private final SpellingCorrector corrector =
      new SpellingCorrector(Set.of("HIEM", "LUONG", "THANG", "THANH", "SO"));

  @ParameterizedTest
  @CsvSource({
    "HIEM, HIEM",
    "HIEMM, HIEM",
    "HIIEM, HIEM",
    "LUOG, LUONG",
    "LOUNG, LUONG",
    "LUPNG, LUONG",
    "GNOUL, GNOUL",
    "KHAC, KHAC",
    // Too short, and near two words.
    "SOO, SOO",
    "THAN, THAN",
  })
  void correctsOneLetter(String word, String corrected) {
    assertThat(corrector.correct(word)).isEqualTo(corrected);
  }
}
