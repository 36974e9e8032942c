package dev.notifier.worker.journal;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Transfer;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that leaves the bind in the same transaction as the journal record that says so.
 *
 * @param partition null = any partition of the topic
 * @param delay how long it waits on a retry topic; null = it moves to a submit lane
 * @param reason why the carrier did not accept it; {@link FailureReason#RESPONSE_MISSING} if its
 *     number is silent; null if the bind is the reason
 */
public record MessageTransfer(
    String topic,
    @Nullable Integer partition,
    SubmitRecord message,
    @Nullable RetryDelay delay,
    @Nullable FailureReason reason) {
  /** The next attempt, after a delay. */
  public static MessageTransfer toRetryTopic(
      SubmitRecord message, Lane lane, RetryDelay delay, @Nullable FailureReason reason) {
    return new MessageTransfer(Topics.retry(lane, delay), null, message, delay, reason);
  }

  /** A message for another session, of the route that the message has. */
  public static MessageTransfer toSession(SubmitRecord message, Lane lane, int session) {
    return new MessageTransfer(Topics.submit(message.route(), lane), session, message, null, null);
  }

  /** Returns a copy that names why the carrier did not accept the message. */
  public MessageTransfer because(FailureReason why) {
    return new MessageTransfer(topic, partition, message, delay, why);
  }

  /**
   * What the journal says about it; null if it only moves between the sessions of a route, which is
   * of no interest to anyone who waits for the message.
   *
   * @param from the route of the bind
   */
  public @Nullable Transfer journaled(String from, Instant now) {
    if (delay == null && message.route().equals(from)) {
      return null;
    }
    Long retryAtMs = delay == null ? null : now.plus(delay.delay()).toEpochMilli();
    return new Transfer(
        message.notificationId(), message.route(), now.toEpochMilli(), retryAtMs, reason);
  }
}
