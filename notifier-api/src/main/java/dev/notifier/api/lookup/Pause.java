package dev.notifier.api.lookup;

import java.time.Duration;

/** Waits; tests do not. */
@FunctionalInterface
public interface Pause {
  void pause(Duration time) throws InterruptedException;
}
