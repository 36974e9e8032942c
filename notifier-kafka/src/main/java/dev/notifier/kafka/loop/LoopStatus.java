package dev.notifier.kafka.loop;

import org.jspecify.annotations.Nullable;

/**
 * How a loop is doing, for the health check.
 *
 * @param name the loop's name
 * @param running whether its thread lives
 * @param failure why it does not get on at present, in words; null while it does
 */
public record LoopStatus(String name, boolean running, @Nullable String failure) {
  /** Whether it does its work. */
  public boolean well() {
    return running && failure == null;
  }
}
