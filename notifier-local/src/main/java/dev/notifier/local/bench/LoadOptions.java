package dev.notifier.local.bench;

import java.util.Optional;

/**
 * The options of a load run.
 *
 * @param messages events to post, 1 to 10,000,000
 * @param batch events in one request, 1 to 10,000
 * @param warmUp events that are posted first and not counted; empty = a quarter of {@code
 *     messages}, 1,000 to 10,000
 */
public record LoadOptions(int messages, int batch, Optional<Integer> warmUp) {
  public static final int DEFAULT_MESSAGES = 20_000;
  public static final int DEFAULT_BATCH = 500;

  /** With more messages, numbers would repeat. */
  public static final int MAX_MESSAGES = 10_000_000;

  /** The limit of the intake. */
  public static final int MAX_BATCH = 10_000;
}
