package dev.notifier.api.people;

import dev.notifier.store.people.PersonalData.Erasure;
import java.util.List;
import java.util.UUID;

/**
 * The response to a request to erase.
 *
 * @param job the job that erases what is on its way
 */
record ErasureDocument(
    UUID job,
    List<Erased> erased,
    int waiting,
    List<RemainingData> later,
    List<RemainingData> kept) {

  /**
   * What was erased in one place.
   *
   * @param rows a notification, a message or another thing each
   */
  record Erased(String data, int rows) {}

  static ErasureDocument of(UUID job, Erasure erasure) {
    return new ErasureDocument(
        job,
        erasure.erased().stream().map(rows -> new Erased(rows.store(), rows.rows())).toList(),
        erasure.waiting(),
        RemainingData.LATER,
        RemainingData.KEPT);
  }
}
