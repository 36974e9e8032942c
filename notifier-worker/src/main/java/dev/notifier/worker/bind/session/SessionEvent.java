package dev.notifier.worker.bind.session;

import dev.notifier.worker.journal.UnacknowledgedReceipt;
import dev.notifier.worker.smpp.SmppConnection;
import dev.notifier.worker.smpp.SubmitSmResp;

/** An event of a connection, for the bind's thread. */
public sealed interface SessionEvent {
  /** The number of the connection, ascending; events of former connections are ignored. */
  long connectionNumber();

  /** The carrier responded to a submit_sm. */
  record Responded(long connectionNumber, SubmitSmResp response, long atMs)
      implements SessionEvent {}

  /** The carrier sent a receipt, which is acknowledged when it is in the journal. */
  record Received(long connectionNumber, UnacknowledgedReceipt receipt) implements SessionEvent {}

  /** The session is bound. */
  record Bound(long connectionNumber, SmppConnection connection) implements SessionEvent {}

  /** The session could not be bound. */
  record BindFailed(long connectionNumber, String reason, Retry retry) implements SessionEvent {}

  /** When to bind again after a failure. */
  enum Retry {
    SOON,
    /** The carrier still has an old session, or no room for another one. */
    LATER,
    /** An operator must correct the route, for example the password. */
    NEVER
  }

  /** The connection is closed. */
  record Closed(long connectionNumber, String reason) implements SessionEvent {}
}
