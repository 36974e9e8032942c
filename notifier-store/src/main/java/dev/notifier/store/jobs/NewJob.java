package dev.notifier.store.jobs;

import org.jspecify.annotations.Nullable;

/**
 * A job to add.
 *
 * @param tenant null for a job of the system
 * @param kind the name of its kind
 * @param payload what to do, written as JSON; may contain personal data; null if the kind needs
 *     none
 * @param total how much there is to do, in units of the kind; null if that is not known yet
 * @param createdBy who orders it: the name of an operator or of a program
 */
public record NewJob(
    @Nullable String tenant,
    String kind,
    @Nullable Object payload,
    @Nullable Long total,
    String createdBy) {
  /** Omits the payload. */
  @Override
  public String toString() {
    return "NewJob[" + kind + "]";
  }
}
