package dev.notifier.api.batches;

import dev.notifier.store.feeding.BatchProgress;
import java.util.List;
import java.util.Map;

/**
 * What has become of the lines of a batch that can be sent, as of now.
 *
 * @param fed those that were sent to plan
 * @param notFed those that were not; of a cancelled batch, they never are
 * @param planned those that have a notification
 * @param waiting planned ones that no carrier has
 * @param submitted those that a carrier has and whose end is not known
 * @param failed those that were rejected, not delivered, or expired
 * @param skipped those that were not sent because of a rule
 * @param cancelled those that were fed and cancelled before a carrier had them
 * @param noReceipt those of which nothing more is known
 * @param withCarriers those that a carrier has or had, or may have
 */
record ProgressDocument(
    long fed,
    long notFed,
    long planned,
    long waiting,
    long submitted,
    long delivered,
    List<Reason> failed,
    List<Reason> skipped,
    long cancelled,
    long noReceipt,
    long withCarriers) {
  /** How many lines have ended for a reason. */
  record Reason(String reason, long lines) {}

  static ProgressDocument of(BatchProgress progress) {
    return new ProgressDocument(
        progress.fed(),
        progress.notFed(),
        progress.planned(),
        progress.waiting(),
        progress.submitted(),
        progress.delivered(),
        reasons(progress.failed()),
        reasons(progress.skipped()),
        progress.cancelled(),
        progress.noReceipt(),
        progress.withCarriers());
  }

  private static List<Reason> reasons(Map<String, Long> byReason) {
    return byReason.entrySet().stream()
        .map(each -> new Reason(each.getKey(), each.getValue()))
        .toList();
  }
}
