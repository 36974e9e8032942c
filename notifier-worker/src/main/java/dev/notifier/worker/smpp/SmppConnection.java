package dev.notifier.worker.smpp;

/**
 * A bound connection to a carrier. Responses to submissions arrive at the {@link
 * SmppConnectionListener}. Thread-safe; the caller is responsible for the order of submissions.
 */
public interface SmppConnection {
  /**
   * Puts a submit_sm into the buffer; {@link #flush} writes it.
   *
   * @return its sequence_number, which the response repeats
   * @throws IllegalArgumentException if a field is longer than SMPP allows; nothing was written
   * @throws ConnectionLostException if the connection is closed, or the owner may not write any
   *     more. It is then unknown which submissions in the buffer reached the carrier
   */
  int submit(SubmitSm submit) throws ConnectionLostException;

  /** Writes the buffer. */
  void flush() throws ConnectionLostException;

  /** Unbinds and closes; waits for the unbind_resp for at most 2 s. */
  void unbind();

  /** Closes at once, without an unbind. Never blocks. */
  void abort();
}
