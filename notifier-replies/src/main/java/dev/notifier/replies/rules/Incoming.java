package dev.notifier.replies.rules;

import dev.notifier.replies.decision.Correlation;
import dev.notifier.replies.decision.InboundMessage;
import dev.notifier.replies.decision.KnowledgeLookup;
import dev.notifier.replies.decision.ReplyContext;
import dev.notifier.replies.text.Command;
import dev.notifier.replies.text.InboundWords;

/** A message with everything that the rules compare. */
record Incoming(
    InboundMessage message,
    InboundWords words,
    Command command,
    ReplyContext context,
    Correlation correlation,
    KnowledgeLookup search) {
  /** Contains no personal data. */
  @Override
  public String toString() {
    return "Incoming[" + message + "]";
  }
}
