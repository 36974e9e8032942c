package dev.notifier.kafka.loop;

import org.jspecify.annotations.Nullable;

/**
 * The state of a loop, for the health check.
 *
 * @param running whether its thread is alive
 * @param failure why it makes no progress, without personal data; null while it does
 */
public record LoopStatus(String name, boolean running, @Nullable String failure) {
  public boolean isHealthy() {
    return running && failure == null;
  }
}
