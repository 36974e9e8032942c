package dev.notifier.worker.kafka;

import java.time.Duration;

/** Waits. The application gives a real one. */
@FunctionalInterface
public interface Sleeper {
  void sleep(Duration duration) throws InterruptedException;
}
