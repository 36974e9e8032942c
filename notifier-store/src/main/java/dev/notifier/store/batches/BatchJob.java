package dev.notifier.store.batches;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a job does with a batch: the payload of jobs of the kinds {@link #PARSE}, {@link #DRY_RUN}
 * and {@link #RETRY}.
 *
 * @param dryRun its id; null for another kind
 */
public record BatchJob(UUID batch, @Nullable UUID dryRun) {
  /** Reads and checks the file. The name never changes. */
  public static final String PARSE = "parse-batches";

  /** Computes what a batch would do. The name never changes. */
  public static final String DRY_RUN = "dry-runs";

  /** Copies the failed lines of another batch. The name never changes. */
  public static final String RETRY = "retry-batches";
}
