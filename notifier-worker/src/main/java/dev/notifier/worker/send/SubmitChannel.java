package dev.notifier.worker.send;

import dev.notifier.worker.smpp.ConnectionLostException;
import dev.notifier.worker.smpp.SubmitSm;

/** The session that segments are written to, if it is bound. */
public interface SubmitChannel {
  boolean isBound();

  /**
   * Puts a submit_sm into the buffer.
   *
   * @return its sequence_number
   * @throws ConnectionLostException if the session is gone; it is then no longer bound
   */
  int submit(SubmitSm submit) throws ConnectionLostException;

  /** Writes the buffer. If that fails, the session is no longer bound. */
  void flush();
}
