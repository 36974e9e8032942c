package dev.notifier.smsc.behaviour;

/**
 * How receipts go out.
 *
 * @param delay the wait between the answer to the submit_sm and the receipt
 * @param window deliver_sm without an answer at once, per session, 1..10,000
 * @param unansweredAfterMs a deliver_sm without an answer this long is sent again, 100 ms to 1 h
 * @param retryAfterMs the wait after a temporary error, 0 ms to 1 h
 */
public record ReceiptPolicy(
    Delay delay,
    ReceiptFormat format,
    int window,
    long unansweredAfterMs,
    long retryAfterMs,
    ReceiptStyle wording) {
  private static final int MAX_WINDOW = 10_000;
  private static final long MAX_MS = 60L * 60 * 1000;

  public static final ReceiptPolicy USUAL =
      new ReceiptPolicy(new Delay(500, 0), ReceiptFormat.BOTH, 100, 10_000, 5_000);

  public ReceiptPolicy {
    if (window < 1 || window > MAX_WINDOW) {
      throw new IllegalArgumentException("receipts.window must be 1 to " + MAX_WINDOW);
    }
    if (unansweredAfterMs < 100 || unansweredAfterMs > MAX_MS) {
      throw new IllegalArgumentException("receipts.unansweredAfterMs must be 100 to " + MAX_MS);
    }
    if (retryAfterMs < 0 || retryAfterMs > MAX_MS) {
      throw new IllegalArgumentException("receipts.retryAfterMs must be 0 to " + MAX_MS);
    }
  }

  /** In the usual wording. */
  public ReceiptPolicy(
      Delay delay, ReceiptFormat format, int window, long unansweredAfterMs, long retryAfterMs) {
    this(delay, format, window, unansweredAfterMs, retryAfterMs, ReceiptStyle.USUAL);
  }

  public ReceiptPolicy withWording(ReceiptFormat where, ReceiptStyle how) {
    return new ReceiptPolicy(delay, where, window, unansweredAfterMs, retryAfterMs, how);
  }
}
