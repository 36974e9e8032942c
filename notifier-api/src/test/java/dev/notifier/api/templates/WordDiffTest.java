package dev.notifier.api.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordDiffTest {
  private static final List<String> PIECES =
      List.of("a", "b", " ", "  ", "\n", "{{ x }}", "{", "{% if y %}", "}}", "đ", "\uD83D\uDE00");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "one two three, one two three, one two three",
        "one two three, one 2 three, one [-two-]{+2+} three",
        "one three, one two three, one{+ two+} three",
        "one two three, one three, one[- two-] three",
        "Hello {{ name }}!, Hello {{ name | upcase }}!, Hello [-{{ name }}-]{+{{ name | upcase }}+}!",
        "``, new, {+new+}",
        "old, ``, [-old-]",
      })
  void marksRemovedAndAddedWords(String from, String to, String shown) {
    assertThat(WordDiff.inline(WordDiff.of(from, to, new WordDiff.Budget()))).isEqualTo(shown);
  }

  @Test
  void containsBothTexts() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      String from = text(random);
      String to = text(random);
      List<WordDiff.Piece> pieces = WordDiff.of(from, to, new WordDiff.Budget());

      assertThat(without(pieces, WordDiff.Kind.ADDED)).isEqualTo(from);
      assertThat(without(pieces, WordDiff.Kind.REMOVED)).isEqualTo(to);
    }
  }

  /** Two texts of 4,002 words are one million steps too many; two of 2,000 words are 4 million. */
  @Test
  void doesNotCompareMoreThanTheBudgetOfARequest() {
    WordDiff.Budget budget = new WordDiff.Budget();
    String tooLong = "a ".repeat(2_001);
    String longText = "a ".repeat(1_000);

    assertThat(WordDiff.of(tooLong, tooLong, budget)).hasSize(2);
    for (int text = 1; text <= 4; text++) {
      assertThat(WordDiff.of(longText, longText, budget)).hasSize(1);
    }
    assertThat(WordDiff.of(longText, longText, budget))
        .containsExactly(
            new WordDiff.Piece(WordDiff.Kind.REMOVED, longText),
            new WordDiff.Piece(WordDiff.Kind.ADDED, longText));
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(30), 0, PIECES.size())
        .mapToObj(PIECES::get)
        .collect(Collectors.joining());
  }

  private static String without(List<WordDiff.Piece> pieces, WordDiff.Kind kind) {
    return pieces.stream()
        .filter(piece -> piece.kind() != kind)
        .map(WordDiff.Piece::text)
        .collect(Collectors.joining());
  }
}
