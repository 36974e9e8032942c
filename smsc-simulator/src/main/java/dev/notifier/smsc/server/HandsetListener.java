package dev.notifier.smsc.server;

import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.record.Submission;

/** Gets what handsets receive and send. Called on the selector thread; must not block. */
public interface HandsetListener {
  /** A message was accepted. */
  void onAccepted(Submission submission, Alphabet defaultAlphabet);

  /** A handset replied to a message, as the behaviour says. */
  void onReply(Address from, Address to, String text);
}
