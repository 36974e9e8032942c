package dev.notifier.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.jobs.LeasedJob;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Another release may have stored the position in the middle of a run. */
class RetentionPositionTest {
  private static @Nullable RetentionPosition read(String position) {
    LeasedJob.Lease lease = new LeasedJob.Lease("a", Instant.EPOCH.atOffset(ZoneOffset.UTC), false);
    return new LeasedJob(
            new UUID(0, 1),
            null,
            "retention",
            true,
            null,
            position,
            0,
            null,
            0,
            Instant.EPOCH,
            lease)
        .position(RetentionPosition.class);
  }

  @Test
  void whatIsMissingIsEmpty() {
    assertThat(read("{\"days\": 3, \"batches\": true}"))
        .isEqualTo(RetentionPosition.START.done().done().done());
  }

  @Test
  void aCopyThatLacksWhatThisReleaseNeedsBeginsAgain() {
    assertThat(
            read(
                "{\"left\": {}, \"copy\": {\"day\": \"2026-11-20\", \"page\": 4, \"rule\":"
                    + " {\"othersOver\": true, \"listed\": [], \"keepOpen\": true}}}"))
        .isNull();
  }

  @Test
  void aReasonThatThisReleaseDoesNotKnowBeginsAgain() {
    assertThat(read("{\"left\": {\"notifications\": \"ELSEWHERE\"}}")).isNull();
  }
}
