package dev.notifier.local.bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a load run is asked to do.
 *
 * @param messages events to post, 1 to 10,000,000
 * @param batch events in one call, 1 to 10,000
 * @param warmUp events posted before and not counted; empty = by the number of messages
 * @param json where the figures are written; empty = a file of the build's own folder
 * @param keep whether the home of the run is kept
 */
public record LoadOptions(
    int messages, int batch, Optional<Integer> warmUp, Optional<Path> json, boolean keep) {
  /** Beyond it numbers would come twice. */
  public static final int MAX_MESSAGES = 10_000_000;

  /** More the intake does not take in one call. */
  public static final int MAX_BATCH = 10_000;

  private static final int USUAL_MESSAGES = 20_000;
  private static final int USUAL_BATCH = 500;

  /** 20,000 messages in batches of 500. */
  public static LoadOptions usual() {
    return new LoadOptions(USUAL_MESSAGES, USUAL_BATCH, Optional.empty(), Optional.empty(), false);
  }

  public LoadOptions withMessages(int other) {
    return new LoadOptions(other, batch, warmUp, json, keep);
  }

  public LoadOptions withBatch(int other) {
    return new LoadOptions(messages, other, warmUp, json, keep);
  }

  public LoadOptions withWarmUp(int other) {
    return new LoadOptions(messages, batch, Optional.of(other), json, keep);
  }

  public LoadOptions withJson(Path file) {
    return new LoadOptions(messages, batch, warmUp, Optional.of(file), keep);
  }

  /** Without a file of its own, and not keeping the home. */
  public LoadOptions withoutOutput() {
    return new LoadOptions(messages, batch, warmUp, Optional.empty(), false);
  }

  public LoadOptions keeping() {
    return new LoadOptions(messages, batch, warmUp, json, true);
  }
}
