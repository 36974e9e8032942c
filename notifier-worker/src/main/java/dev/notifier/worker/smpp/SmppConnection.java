package dev.notifier.worker.smpp;

/**
 * A bound SMPP session. Submits are written and not waited for; their answers reach the {@link
 * LinkListener}. Safe for use by several threads, but the order of submits is the caller's
 * business.
 */
public interface SmppConnection {
  /**
   * Puts a submit_sm into the link's buffer; {@link #flush} sends it.
   *
   * @return the sequence_number that its answer will carry
   * @throws ConnectionLostException when the link is gone or may not write any more. Whether a
   *     submit_sm of this buffer reached the carrier is then unknown
   */
  int submit(SubmitSm submit) throws ConnectionLostException;

  /** Sends what was put into the buffer. */
  void flush() throws ConnectionLostException;

  /** Unbinds in order and closes; waits for the carrier's unbind_resp, at most two seconds. */
  void unbind();

  /** Closes at once, without a word to the carrier. Never blocks. */
  void abort();
}
