package dev.notifier.worker.journal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps information that is not in the journal, for an owner that starts over after a failed
 * commit: responses that arrived and are not committed, and intents that were never written.
 * Reduces the number of unconfirmed segments and so of duplicates. It holds the pending segments
 * and at most those that have ended since the last checkpoint. Used by one thread.
 */
public final class UncommittedResponses {
  private final Map<Long, SubmitResponse> responses = new HashMap<>();
  private final Set<Long> unwritten = new HashSet<>();

  /** Records the response to an intent. */
  public void responded(long intentNumber, SubmitResponse response) {
    responses.put(intentNumber, response);
  }

  /** The response to an intent, or null. */
  public @Nullable SubmitResponse responseTo(long intentNumber) {
    return responses.get(intentNumber);
  }

  /** Records that an intent is about to be journaled and not yet written to the carrier. */
  public void journaling(long intentNumber) {
    unwritten.add(intentNumber);
  }

  /** Records that an intent is about to be written to the carrier. */
  public void writing(long intentNumber) {
    unwritten.remove(intentNumber);
  }

  /** Whether this owner journaled the intent and did not write it. */
  public boolean isUnwritten(long intentNumber) {
    return unwritten.contains(intentNumber);
  }

  /** Forgets a response that is committed. */
  public void committed(long intentNumber) {
    responses.remove(intentNumber);
  }

  /** Forgets everything but these intents; the journal has the outcome of the others. */
  public void retainOnly(Set<Long> intentNumbers) {
    responses.keySet().retainAll(intentNumbers);
    unwritten.retainAll(intentNumbers);
  }
}
