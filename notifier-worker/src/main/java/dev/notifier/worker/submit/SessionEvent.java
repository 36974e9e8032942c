package dev.notifier.worker.submit;

import dev.notifier.worker.smpp.SmppConnection;
import org.jspecify.annotations.Nullable;

/** What a bind's thread hears from its link. */
sealed interface SessionEvent {
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
      implements SessionEvent {}

  /** The link is bound. */
  record Bound(long linkNumber, SmppConnection link) implements SessionEvent {}

  /** The link could not be bound. */
  record NotBound(long linkNumber, String reason, Hope hope) implements SessionEvent {}

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
  record Closed(long linkNumber, String reason) implements SessionEvent {}
}
