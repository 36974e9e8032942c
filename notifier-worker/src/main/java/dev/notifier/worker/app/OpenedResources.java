package dev.notifier.worker.app;

import dev.notifier.kafka.clients.RedactedError;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was opened, in reverse order. Used so that a start that fails half-way leaves nothing
 * open. Not thread-safe.
 */
final class OpenedResources implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OpenedResources.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  /** Closes everything; what cannot be closed does not prevent the rest. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      AutoCloseable resource = opened.pop();
      try {
        resource.close();
      } catch (Exception e) {
        log.warn("Cannot close {}: {}", resource.getClass().getSimpleName(), RedactedError.of(e));
      }
    }
  }
}
