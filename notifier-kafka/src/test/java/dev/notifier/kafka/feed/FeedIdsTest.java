package dev.notifier.kafka.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class FeedIdsTest {
  private static final FeedPosition POSITION = new FeedPosition(-7, 31, 1L << 40, 499);

  private final FeedIds ids = FeedIds.of("a privacy key of some length");

  @Test
  void anIdNamesItsPlace() {
    for (FeedPosition each :
        List.of(
            POSITION,
            new FeedPosition(0, 0, 0, 0),
            new FeedPosition(Integer.MAX_VALUE, 0xffff, Long.MAX_VALUE, 0xffff))) {
      String id = ids.id("a", each);
      assertThat(id).hasSize(FeedIds.CHARACTERS).matches("[A-Za-z0-9_-]+");
      assertThat(ids.position("a", id)).contains(each);
    }
  }

  /** The difference of two offsets says how many changes other tenants have. */
  @Test
  void anIdDoesNotShowItsPlace() {
    byte[] first = Base64.getUrlDecoder().decode(ids.id("a", new FeedPosition(1, 2, 1_000, 0)));
    byte[] second = Base64.getUrlDecoder().decode(ids.id("a", new FeedPosition(1, 2, 1_001, 0)));

    int same = 0;
    for (int i = 1; i < first.length; i++) {
      same += first[i] == second[i] ? 1 : 0;
    }
    assertThat(same).isLessThan(8);
  }

  @Test
  void otherProgramsWithTheKeyMakeTheSameIds() {
    FeedIds other = FeedIds.of("a privacy key of some length");
    assertThat(other.id("a", POSITION)).isEqualTo(ids.id("a", POSITION));
    assertThat(FeedIds.of("another key").position("a", ids.id("a", POSITION))).isEmpty();
  }

  @Test
  void anIdOfAnotherTenantIsNone() {
    assertThat(ids.position("b", ids.id("a", POSITION))).isEmpty();
    assertThat(ids.position("", ids.id("a", POSITION))).isEmpty();
  }

  @Test
  void anIdWithAnotherCharacterIsNone() {
    String id = ids.id("a", POSITION);
    assertThat(
            IntStream.range(0, id.length())
                .mapToObj(i ->
                    id.substring(0, i) + (id.charAt(i) == 'A' ? 'B' : 'A') + id.substring(i + 1)))
        .allMatch(each -> ids.position("a", each).isEmpty());
  }

  @Test
  void anythingElseIsNone() {
    String id = ids.id("a", POSITION);
    assertThat(
            Stream.of("", "x", id + "A", id.substring(1), id.substring(1) + "=", "\0".repeat(36)))
        .allMatch(each -> ids.position("a", each).isEmpty());
  }

  @Test
  void thePlaceBehindTheLastChangeIsTheNextRecord() {
    assertThat(FeedPosition.behind(1, 2, 10, 0, 3)).isEqualTo(new FeedPosition(1, 2, 10, 1));
    assertThat(FeedPosition.behind(1, 2, 10, 2, 3)).isEqualTo(new FeedPosition(1, 2, 11, 0));
  }

  @Test
  void topicsWithTheSameNameAreToldApart() {
    assertThat(FeedPosition.topicOf(Uuid.randomUuid()))
        .isNotEqualTo(FeedPosition.topicOf(Uuid.randomUuid()));
    assertThatThrownBy(() -> new FeedPosition(1, -1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
