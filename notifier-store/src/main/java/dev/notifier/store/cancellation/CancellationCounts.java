package dev.notifier.store.cancellation;

/**
 * What became of the messages that a cancellation concerns.
 *
 * @param cancelled those that were not sent because of it, or of another cancellation
 * @param withCarriers those of which a carrier had or may have had a segment
 * @param notSent those that were not sent for another reason
 * @param waiting those that are not sent and not ended yet
 */
public record CancellationCounts(long cancelled, long withCarriers, long notSent, long waiting) {
  /**
   * The detail of a notification that plan cancelled begins with it; the id of the rule follows.
   */
  public static final String CANCELLED_BY = "cancellation ";

  public static final CancellationCounts NONE = new CancellationCounts(0, 0, 0, 0);

  public CancellationCounts plus(CancellationCounts more) {
    return new CancellationCounts(
        cancelled + more.cancelled,
        withCarriers + more.withCarriers,
        notSent + more.notSent,
        waiting + more.waiting);
  }

  /** All of them. */
  public long total() {
    return cancelled + withCarriers + notSent + waiting;
  }
}
