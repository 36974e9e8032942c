package dev.notifier.worker.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.testing.SubmitFixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightWindowTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String SILENT = "+84910000001";

  private final InFlightWindow window = new InFlightWindow();
  private int sequence;
  private long lastNumber;

  @Test
  void aNewUrgentSegmentIsWrittenBeforeQueuedAndRepeatedOnesOfOtherLanes() {
    window.enqueue(segment(Lane.BULK));
    window.enqueue(segment(Lane.NORMAL));
    window.enqueueFirst(List.of(segment(Lane.BULK), segment(Lane.NORMAL)));
    window.enqueue(segment(Lane.URGENT));

    assertThat(writeAll()).containsExactly("URGENT 5", "NORMAL 4", "NORMAL 2", "BULK 3", "BULK 1");
  }

  @Test
  void repeatedSegmentsAreFirstInTheirLane() {
    window.enqueue(segment(Lane.URGENT));
    window.enqueueFirst(List.of(segment(Lane.URGENT), segment(Lane.URGENT)));

    assertThat(writeAll()).containsExactly("URGENT 2", "URGENT 3", "URGENT 1");
  }

  @Test
  void normalAndBulkSegmentsTakeTurnsFourToOne() {
    IntStream.range(0, 6).forEach(_ -> window.enqueue(segment(Lane.BULK)));
    IntStream.range(0, 8).forEach(_ -> window.enqueue(segment(Lane.NORMAL)));

    assertThat(writeAll().stream().map(each -> each.substring(0, 1)))
        .startsWith("N", "N", "N", "N", "B", "N", "N", "N", "N", "B", "B");
  }

  @Test
  void anUrgentSegmentWaitsForTheRestOfAMessageThatWasStarted() {
    SubmitRecord long1 =
        SubmitFixtures.message("a", Lane.BULK, "+84911", List.of("1", "2", "3"), List.of(1, 2, 3));
    for (int part : long1.pending()) {
      window.enqueue(SubmitFixtures.segment(long1.retryOf(part, 1, false), part, 1, false));
    }
    lastNumber = 3;
    window.enqueue(segment(Lane.BULK));
    write();
    window.enqueueFirst(List.of(segment(Lane.BULK)));
    window.enqueue(segment(Lane.URGENT));

    assertThat(writeAll()).containsExactly("BULK 2", "BULK 3", "URGENT 6", "BULK 5", "BULK 4");
  }

  @Test
  void aNumberHoldsAQuarterOfTheWindowAndOthersPassIt() {
    window.setSize(10);
    IntStream.range(0, 5).forEach(_ -> window.enqueue(segment(Lane.NORMAL, SILENT)));
    window.enqueue(segment(Lane.NORMAL));
    window.enqueue(segment(Lane.BULK));

    assertThat(writeAll()).containsExactly("NORMAL 1", "NORMAL 2", "NORMAL 6", "BULK 7");
    window.takeOutstanding(1);
    assertThat(writeAll()).containsExactly("NORMAL 3");
  }

  @Test
  void aNumberThatTimedOutHasOneSegmentUntilItIsAnswered() {
    window.setSize(10);
    window.enqueue(segment(Lane.NORMAL, SILENT));
    window.written(++sequence, 1, SECOND);
    assertThat(window.takeOverdue(SECOND)).hasSize(1);
    IntStream.range(0, 4).forEach(_ -> window.enqueue(segment(Lane.NORMAL, SILENT)));

    assertThat(writeAll()).containsExactly("NORMAL 2");
    assertThat(window.isUnresponsive(SILENT)).isTrue();
    window.takeOutstanding(sequence);
    assertThat(writeAll()).containsExactly("NORMAL 3", "NORMAL 4");
    assertThat(window.isUnresponsive(SILENT)).isFalse();
  }

  @Test
  void aSilentNumberIsForgottenAfterFiveMinutes() {
    window.enqueue(segment(Lane.NORMAL, SILENT));
    window.written(++sequence, 1, SECOND);
    window.takeOverdue(SECOND);
    assertThat(window.isSilent(SILENT)).isTrue();
    window.takeOverdue(301 * SECOND);

    assertThat(window.isSilent(SILENT)).isFalse();
  }

  @Test
  void aWindowOfOneStillWrites() {
    window.setSize(1);
    window.enqueue(segment(Lane.NORMAL, SILENT));

    assertThat(writeAll()).hasSize(1);
  }

  @Test
  void aLostSessionFreesTheSharesOfTheNumbers() {
    window.setSize(4);
    window.enqueue(segment(Lane.NORMAL, SILENT));
    window.enqueue(segment(Lane.NORMAL, SILENT));
    writeAll();

    assertThat(window.takeAllOutstanding()).hasSize(1);
    assertThat(writeAll()).containsExactly("NORMAL 2");
  }

  @Test
  void aMessageOfWhichASegmentWasWrittenStaysQueued() {
    window.setSize(4);
    SubmitRecord twoSegments =
        SubmitFixtures.message("a", Lane.BULK, SILENT, List.of("1", "2"), List.of(1, 2));
    window.enqueue(SubmitFixtures.segment(twoSegments.retryOf(1, 1, false), 1, 1, false));
    write();
    window.enqueue(
        new PendingSegment(
            SubmitFixtures.segment(twoSegments.retryOf(2, 1, false), 2, 1, false).intent(),
            twoSegments));
    assertThat(window.peekQueued()).isNull();
    window.takeOverdue(10 * SECOND);

    assertThat(window.takeUnresponsive(10)).isEmpty();
    assertThat(window.queuedCount()).isEqualTo(1);
  }

  private List<String> writeAll() {
    List<String> written = new ArrayList<>();
    for (PendingSegment next = window.peekQueued(); next != null; next = window.peekQueued()) {
      written.add(next.intent().lane() + " " + next.intent().number());
      write();
    }
    return written;
  }

  private void write() {
    window.written(++sequence, 1, 1_000 * SECOND);
  }

  private PendingSegment segment(Lane lane) {
    return segment(lane, "+8492%07d".formatted(lastNumber));
  }

  private PendingSegment segment(Lane lane, String number) {
    return SubmitFixtures.segment(
        SubmitFixtures.message("a", lane, number), ++lastNumber, 1, false);
  }
}
