package dev.notifier.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserRequestLimitsTest {
  private static final UUID LAN = new UUID(1, 1);
  private static final int INSTANCES = 3;

  private final AtomicLong nanos = new AtomicLong();
  private final UserRequestLimits limits =
      new UserRequestLimits(new RequestLimits(() -> INSTANCES, nanos::get), 20);

  private long accepted(int requests) {
    return IntStream.range(0, requests).filter(_ -> limits.take(LAN, false).isZero()).count();
  }

  private long acceptedOfProgram(int requests) {
    return IntStream.range(0, requests).filter(_ -> limits.takeOfProgram(LAN).isZero()).count();
  }

  /** The console reads each document once an instance, with the session of one who looks at it. */
  @Test
  void pagesThatAreKeptUpToDateTakeNothingFromThePerson() {
    assertThat(acceptedOfProgram(50)).isEqualTo(50);
    assertThat(accepted(50)).as("a third of 20").isEqualTo(7);
    assertThat(acceptedOfProgram(20)).isEqualTo(20);
  }

  @Test
  void theyHaveALimitOfTheirOwn() {
    assertThat(acceptedOfProgram(1_000)).isEqualTo(UserRequestLimits.PROGRAM_PER_SECOND);
    nanos.addAndGet(Duration.ofMillis(500).toNanos());
    assertThat(acceptedOfProgram(1_000)).isEqualTo(UserRequestLimits.PROGRAM_PER_SECOND / 2);
  }
}
