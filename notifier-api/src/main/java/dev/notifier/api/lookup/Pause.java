package dev.notifier.api.lookup;

import java.time.Duration;

/** Waits for a duration; tests replace it. */
@FunctionalInterface
public interface Pause {
  void pause(Duration duration) throws InterruptedException;
}
