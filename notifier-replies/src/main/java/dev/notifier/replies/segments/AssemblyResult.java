package dev.notifier.replies.segments;

import java.util.List;

/**
 * What became of a segment, or of time.
 *
 * @param open the messages to store, in place of those that were given
 * @param ended the messages to process, complete or not
 * @param duplicate whether the segment had arrived before; nothing changes then
 */
public record AssemblyResult(
    List<OpenMessage> open, List<AssembledMessage> ended, boolean duplicate) {
  /** Copies the lists. */
  public AssemblyResult {
    open = List.copyOf(open);
    ended = List.copyOf(ended);
  }
}
