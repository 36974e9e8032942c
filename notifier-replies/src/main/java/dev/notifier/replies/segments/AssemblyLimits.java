package dev.notifier.replies.segments;

import java.time.Duration;

/**
 * Limits of the messages that wait for segments.
 *
 * @param waitTime how long a message waits after its first segment
 * @param messagesOfSender messages of one sender that wait at the same time
 * @param messages messages of all senders that wait at the same time
 * @param bytes of one message
 */
public record AssemblyLimits(Duration waitTime, int messagesOfSender, int messages, int bytes) {
  /** Two minutes, 8 messages of a sender, 10,000 messages, and 64 KiB for each. */
  public static final AssemblyLimits DEFAULT =
      new AssemblyLimits(Duration.ofMinutes(2), 8, 10_000, 64 * 1024);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public AssemblyLimits {
    if (waitTime.isNegative()
        || waitTime.isZero()
        || messagesOfSender < 1
        || messages < 1
        || bytes < 1) {
      throw new IllegalArgumentException("every limit must be positive");
    }
  }
}
