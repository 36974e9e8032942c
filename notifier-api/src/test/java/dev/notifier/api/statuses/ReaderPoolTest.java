package dev.notifier.api.statuses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReaderPoolTest {
  /** The request that waits gets an answer, and the threads go on with the next ones. */
  @Test
  void errorsAreReportedAndTakeNoThreadAway() throws Exception {
    try (ReaderPool pool =
        new ReaderPool(
            () -> {
              throw new NoClassDefFoundError("expected");
            },
            System::nanoTime)) {
      for (int i = 0; i < 2 * ReaderPool.MAX_THREADS; i++) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();

        pool.run("tenant", _ -> {}, failure::complete);

        assertThat(failure.get(60, TimeUnit.SECONDS)).isInstanceOf(NoClassDefFoundError.class);
      }
    }
  }
}
