package dev.notifier.kafka.loop;

import java.time.Duration;

/** Waits. The application gives a real one. */
@FunctionalInterface
public interface Sleeper {
  void sleep(Duration duration) throws InterruptedException;
}
