package dev.notifier.api.statuses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.feed.FeedPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PageBuilderTest {
  private static final FeedPosition START = new FeedPosition(7, 3, 10, 0);

  private int unreadable;

  private PageBuilder from(FeedPosition position) {
    return new PageBuilder("a", position, () -> unreadable++);
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, String key, byte[] value) {
    return new ConsumerRecord<>(
        Topics.STATUSES, 3, offset, key.getBytes(StandardCharsets.UTF_8), value);
  }

  private static ConsumerRecord<byte[], byte[]> changes(long offset, int first, int number) {
    return record(offset, "a", Statuses.value("a", first, number));
  }

  private static List<Long> numbers(FeedPage page) {
    return page.changes().stream()
        .map(each -> ((Change) each.change()).notificationId().getLeastSignificantBits())
        .toList();
  }

  private static List<Long> range(long first, long end) {
    return IntStream.range((int) first, (int) end).mapToObj(i -> (long) i).toList();
  }

  @Test
  void aPageHasTheChangesInTheirOrderAndContinuesBehindThem() {
    PageBuilder page = from(START);
    assertThat(page.add(changes(10, 0, 3))).isTrue();
    assertThat(page.add(changes(12, 3, 1))).isTrue();
    FeedPage read = page.page(true);
    assertThat(numbers(read)).isEqualTo(range(0, 4));
    assertThat(read.changes())
        .extracting(FeedPage.Entry::behind)
        .containsExactly(
            new FeedPosition(7, 3, 10, 1),
            new FeedPosition(7, 3, 10, 2),
            new FeedPosition(7, 3, 11, 0),
            new FeedPosition(7, 3, 13, 0));
    assertThat(read.next()).isEqualTo(new FeedPosition(7, 3, 13, 0));
    assertThat(read.atEnd()).isTrue();
  }

  @Test
  void fromAnyChangeTheRestFollows() {
    FeedPage all = read(START);
    for (int i = 0; i < all.changes().size(); i++) {
      assertThat(numbers(read(all.changes().get(i).behind()))).isEqualTo(range(i + 1, 6));
    }
  }

  private FeedPage read(FeedPosition position) {
    PageBuilder page = from(position);
    for (ConsumerRecord<byte[], byte[]> each : List.of(changes(10, 0, 3), changes(12, 3, 3))) {
      if (each.offset() >= position.offset()) {
        page.add(each);
      }
    }
    return page.page(true);
  }

  @Test
  void pagesThatAreFullHaveNoGapAndNoRepetition() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      records.add(changes(10 + i, i * 300, 300));
    }
    List<Long> read = new ArrayList<>();
    FeedPosition position = START;
    while (read.size() < 2_100) {
      PageBuilder page = from(position);
      for (ConsumerRecord<byte[], byte[]> each : records) {
        if (each.offset() >= position.offset() && !page.add(each)) {
          break;
        }
      }
      FeedPage part = page.page(true);
      assertThat(part.changes()).hasSizeBetween(1, PageBuilder.MAX_CHANGES);
      read.addAll(numbers(part));
      position = part.next();
    }
    assertThat(read).isEqualTo(range(0, 2_100));
  }

  @Test
  void otherTenantsAndFormerVersionsArePassedOver() {
    PageBuilder page = from(START);
    assertThat(page.add(record(10, "b", Statuses.value("b", 0, 3)))).isTrue();
    String id = "00000000-0000-0000-0000-000000000001";
    assertThat(page.add(record(11, id, Statuses.version1("a")))).isTrue();
    assertThat(
            page.add(new ConsumerRecord<>(Topics.STATUSES, 3, 12, null, Statuses.value("a", 0, 1))))
        .isTrue();
    FeedPage read = page.page(false);
    assertThat(read.changes()).isEmpty();
    assertThat(read.next()).isEqualTo(new FeedPosition(7, 3, 13, 0));
    assertThat(read.atEnd()).isFalse();
    assertThat(unreadable).isZero();
  }

  @Test
  void whatCannotBeReadIsPassedOverAndCounted() {
    PageBuilder page = from(START);
    page.add(record(10, "a", new byte[] {1, 2, 3}));
    // Somebody else's changes under the key of the tenant.
    page.add(record(11, "a", Statuses.value("b", 0, 1)));
    page.add(changes(12, 5, 1));
    assertThat(numbers(page.page(true))).containsExactly(5L);
    assertThat(unreadable).isEqualTo(2);
  }

  @Test
  void aRecordOfANewerReleaseIsNotPassedOver() {
    byte[] newer = Statuses.value("a", 0, 1);
    newer[1]++;
    PageBuilder page = from(START);
    page.add(changes(10, 0, 1));
    assertThat(page.add(record(11, "a", newer))).isFalse();
    FeedPage read = page.page(true);
    assertThat(numbers(read)).containsExactly(0L);
    assertThat(read.next()).isEqualTo(new FeedPosition(7, 3, 11, 0));
    PageBuilder second = from(read.next());
    assertThatThrownBy(() -> second.add(record(11, "a", newer)))
        .isInstanceOf(PageBuilder.NewerRecordException.class);
  }

  @Test
  void thePlaceMovesBehindWhatIsNoRecord() {
    PageBuilder page = from(START);
    page.passedUntil(14);
    assertThat(page.page(true).next()).isEqualTo(new FeedPosition(7, 3, 14, 0));
  }
}
