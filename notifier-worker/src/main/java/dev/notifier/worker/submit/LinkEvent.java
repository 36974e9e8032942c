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

  /** The link could not be bound. */
  record NotBound(long linkNumber, String reason, Hope hope) implements LinkEvent {}

  /** What can be hoped for after a bind that failed. */
  enum Hope {
    /** The next attempt may do. */
    SOON,
    /** The carrier still holds an old session, or has no room: it must be waited out. */
    LATER,
    /** Only a person can mend it, such as a wrong password. */
    NONE
  }

  /** The link is gone. */
  record Closed(long linkNumber, String reason) implements LinkEvent {}
}
