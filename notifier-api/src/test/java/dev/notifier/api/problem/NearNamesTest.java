package dev.notifier.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTest {
  private static final List<String> NAMES =
      List.of("card.expiring", "card.renewed", "case.decided", "visit.recorded", "mobi", "vina");

  @ParameterizedTest
  @CsvSource({
    "card.expirng, ' Did you mean card.expiring?'",
    "Card.expiring, ' Did you mean card.expiring?'",
    "card_expired, ''",
    "visit.recorder, ' Did you mean visit.recorded?'",
    "moby, ' Did you mean mobi?'",
    "vinna, ' Did you mean vina?'",
    "x, ''",
    "'', ''",
  })
  void suggestsOnlyNamesThatAreNear(String unknown, String suggestion) {
    assertThat(NearNames.suggestion(unknown, NAMES)).isEqualTo(suggestion);
  }

  @Test
  void suggestsAtMostThreeOfThousandsOfNames() {
    List<String> many = IntStream.range(1_000, 6_000).mapToObj(i -> "type." + i).toList();

    assertThat(NearNames.suggestion("type.9000", many))
        .isEqualTo(" Did you mean type.1000 or type.2000 or type.3000?");
    assertThat(NearNames.suggestion("other.names", many)).isEmpty();
    assertThat(NearNames.suggestion("type.50001", many))
        .isEqualTo(" Did you mean type.5000 or type.5001?");
    assertThat(NearNames.suggestion("type.50", many).split(" or ", -1)).hasSize(3);
    assertThat(NearNames.suggestion("x".repeat(5_000), many)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"kitten,sitting,3", "'',abc,3", "abc,'',3", "abc,abc,0", "ab,ba,2", "a,b,1"})
  void countsEdits(String a, String b, int edits) {
    assertThat(NearNames.isWithin(a, b, edits)).isTrue();
    assertThat(edits > 0 && NearNames.isWithin(a, b, edits - 1)).isFalse();
  }
}
