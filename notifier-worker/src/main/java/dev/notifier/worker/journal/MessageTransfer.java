package dev.notifier.worker.journal;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import org.jspecify.annotations.Nullable;

/**
 * A message that leaves the bind in the same transaction as the journal record that says so.
 *
 * @param partition null = any partition of the topic
 */
public record MessageTransfer(String topic, @Nullable Integer partition, SubmitRecord message) {
  /** The next attempt, after a delay. */
  public static MessageTransfer toRetryTopic(SubmitRecord message, Lane lane, RetryDelay delay) {
    return new MessageTransfer(Topics.retry(lane, delay), null, message);
  }

  /** A message for another session, of the route that the message has. */
  public static MessageTransfer toSession(SubmitRecord message, Lane lane, int session) {
    return new MessageTransfer(Topics.submit(message.route(), lane), session, message);
  }
}
