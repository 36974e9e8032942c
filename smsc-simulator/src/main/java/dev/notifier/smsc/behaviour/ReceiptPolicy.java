package dev.notifier.smsc.behaviour;

/**
 * Settings for sending receipts.
 *
 * @param delay delay between the submit_sm_resp and the receipt
 * @param window maximum of deliver_sm without a response in a session, 1..10,000
 * @param responseTimeoutMs time after which a deliver_sm without a response is sent again, 100 ms
 *     to 1 h
 * @param retryAfterMs delay after a temporary error, 0 ms to 1 h
 */
public record ReceiptPolicy(
    Delay delay,
    ReceiptFormat format,
    int window,
    long responseTimeoutMs,
    long retryAfterMs,
    ReceiptStyle style) {
  private static final int MAX_WINDOW = 10_000;
  private static final long MAX_MS = 60L * 60 * 1000;

  public static final ReceiptPolicy DEFAULT =
      new ReceiptPolicy(new Delay(500, 0), ReceiptFormat.BOTH, 100, 10_000, 5_000);

  public ReceiptPolicy {
    if (window < 1 || window > MAX_WINDOW) {
      throw new IllegalArgumentException("receipts.window must be 1 to " + MAX_WINDOW);
    }
    if (responseTimeoutMs < 100 || responseTimeoutMs > MAX_MS) {
      throw new IllegalArgumentException("receipts.responseTimeoutMs must be 100 to " + MAX_MS);
    }
    if (retryAfterMs < 0 || retryAfterMs > MAX_MS) {
      throw new IllegalArgumentException("receipts.retryAfterMs must be 0 to " + MAX_MS);
    }
  }

  /** Creates a policy with the default style. */
  public ReceiptPolicy(
      Delay delay, ReceiptFormat format, int window, long responseTimeoutMs, long retryAfterMs) {
    this(delay, format, window, responseTimeoutMs, retryAfterMs, ReceiptStyle.DEFAULT);
  }
}
