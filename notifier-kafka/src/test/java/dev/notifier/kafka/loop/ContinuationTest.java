package dev.notifier.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.kafka.loop.Continuation.ByTime;
import dev.notifier.kafka.loop.Continuation.Failed;
import dev.notifier.kafka.loop.Continuation.Known;
import dev.notifier.kafka.positions.StoredStarts.Start;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A log from 20 to 100 of which a record per second was written; the newest was stored then. */
class ContinuationTest {
  private static final long BEGINNING = 20;
  private static final long END = 100;
  private static final Instant EPOCH = Instant.parse("2026-11-20T01:00:00Z");

  /** The record of an offset is as many seconds after the epoch, until records were lost. */
  private static ByTime log(long lastOfBefore) {
    return time -> {
      long second = time.getEpochSecond() - EPOCH.getEpochSecond();
      return second <= lastOfBefore
          ? Long.valueOf(second)
          : lastOfBefore < END ? lastOfBefore : null;
    };
  }

  private static long start(Failed why, @Nullable Long committed, long stored, ByTime log) {
    Start start = new Start(stored, EPOCH.plusSeconds(committed == null ? stored : committed));
    return Continuation.start(why, new Known(committed, start, BEGINNING, END), log);
  }

  private static long lost(long stored) {
    return start(Failed.NONE_COMMITTED, null, stored, log(END));
  }

  @Test
  void withoutACommittedOffsetItIsTheStoredOne() {
    assertThat(lost(60)).isEqualTo(60);
    assertThat(lost(END)).as("nothing is new").isEqualTo(END);
  }

  @Test
  void whatWasBeforeTheBeginningIsGone() {
    assertThat(lost(BEGINNING)).isEqualTo(BEGINNING);
    assertThat(lost(7)).isEqualTo(BEGINNING);
    assertThat(start(new Failed(9L, null), 9L, 7, log(END))).isEqualTo(BEGINNING);
    assertThat(start(new Failed(9L, null), 9L, 30, log(END)))
        .as("Kafka has an older offset than is stored")
        .isEqualTo(30);
  }

  @Test
  void afterALossItIsWhereKafkaSays() {
    assertThat(start(new Failed(120L, 90L), 120L, 119, log(90))).isEqualTo(90);
    assertThat(start(new Failed(95L, 90L), 95L, 94, log(90)))
        .as("the log has grown beyond the position")
        .isEqualTo(90);
    assertThat(start(new Failed(120L, 90L), 80L, 79, log(90)))
        .as("the newest records were not committed")
        .isEqualTo(80);
    assertThat(start(new Failed(120L, 90L), null, 85, log(90))).isEqualTo(85);
  }

  /** The same epoch was used twice, because its count was restored, too. */
  @Test
  void aRecordThatIsNewerThanThePositionWasNotRead() {
    ByTime newerFrom70 = _ -> 70L;
    assertThat(start(new Failed(120L, 90L), 120L, 119, newerFrom70)).isEqualTo(70);
  }

  @Test
  void afterALossOfWhichKafkaKnowsNothingTheTimeDecides() {
    // Of the minute before the 119th second, 59 to 89 are left.
    assertThat(start(new Failed(119L, null), 119L, 119, log(90))).isEqualTo(59);
    assertThat(start(Failed.NONE_COMMITTED, null, 119, log(90))).isEqualTo(59);
    assertThat(start(new Failed(500L, null), 500L, 500, log(90)))
        .as("what is left is older")
        .isEqualTo(90);
    assertThat(start(new Failed(500L, null), 500L, 500, _ -> null))
        .as("nothing was written since then")
        .isEqualTo(END);
    assertThat(start(new Failed(119L, null), 119L, 119, _ -> 3L)).isEqualTo(BEGINNING);
  }
}
