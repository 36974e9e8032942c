package dev.notifier.store.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The position of a job may have been stored by another release. */
class LeasedJobTest {
  private record Position(int day, @Nullable UUID after) {
    Position {
      if (day > 99) {
        throw new IllegalArgumentException();
      }
    }
  }

  private static LeasedJob job(String position) {
    LeasedJob.Lease lease = new LeasedJob.Lease("a", Instant.EPOCH.atOffset(ZoneOffset.UTC), false);
    return new LeasedJob(
        new UUID(0, 1), null, "kind", true, null, position, 0, null, 0, Instant.EPOCH, lease);
  }

  @Test
  void fieldsThatAreUnknownOrMissingDoNotMatter() {
    Position position =
        Objects.requireNonNull(job("{\"day\": 7, \"batches\": [true]}").position(Position.class));

    assertThat(position).isEqualTo(new Position(7, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[1]", "7", "\"x\"", "{\"day\": \"x\"}", "{\"after\": 1.5}", "{\"day\": 100}"})
  void aPositionThatCannotBeReadIsTheBeginning(String position) {
    assertThat(job(position).position(Position.class)).isNull();
  }
}
