package dev.notifier.worker.submit;

import dev.notifier.worker.smpp.Link;
import org.jspecify.annotations.Nullable;

/** What a bind's thread hears from its link. */
sealed interface LinkEvent {
  /** The link's number, growing with each attempt; an event of a former link is passed over. */
  long linkNumber();

  /** The carrier answered a submit_sm. */
  record Answered(
      long linkNumber,
      int sequence,
      int commandStatus,
      @Nullable String messageId,
      int congestion,
      long atMs)
      implements LinkEvent {}

  /** The link is bound. */
  record Bound(long linkNumber, Link link) implements LinkEvent {}

  /**
   * The link could not be bound.
   *
   * @param hopeless whether only a person can mend it, such as a wrong password
   */
  record NotBound(long linkNumber, String reason, boolean hopeless) implements LinkEvent {}

  /** The link is gone. */
  record Closed(long linkNumber, String reason) implements LinkEvent {}
}
