package dev.notifier.api.cancellations;

import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.store.cancellation.StoredCancellation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A cancellation and what became of its messages.
 *
 * @param state {@code counting} until nothing waits, then {@code done}; {@code ended} if the rule
 *     ended before
 * @param filter which messages; null if events were named
 * @param events how many events were named; null if there is a filter
 * @param unknown how many of them were not planned when they were counted; null with a filter
 * @param countedAt when the numbers were true; null if nothing is counted yet
 * @param ruleUntil until when the rule is in force at least
 * @param ruleEndedAt since when it is not in force any more
 * @param ruleEndedBy who ended it, or replaced it by a rule with the same filter; null if nothing
 *     was left
 */
record CancellationDocument(
    UUID id,
    String state,
    String reason,
    @Nullable Filter filter,
    @Nullable Integer events,
    Instant madeAt,
    String madeBy,
    long cancelled,
    long withCarriers,
    long notSent,
    long waiting,
    @Nullable Long unknown,
    @Nullable Instant countedAt,
    @Nullable Instant doneAt,
    Instant ruleUntil,
    @Nullable Instant ruleEndedAt,
    @Nullable String ruleEndedBy) {

  /** The values that a message must have; null = any. */
  record Filter(
      @Nullable String keyId,
      @Nullable String source,
      @Nullable String type,
      @Nullable String template,
      @Nullable String group,
      @Nullable Instant acceptedFrom,
      @Nullable Instant acceptedTo) {
    static Filter of(CancellationFilter filter) {
      return new Filter(
          filter.keyId(),
          filter.source(),
          filter.type(),
          filter.template(),
          filter.group(),
          filter.acceptedFrom(),
          filter.acceptedTo());
    }
  }

  /**
   * A page of cancellations.
   *
   * @param cancellations the newest first
   * @param next the {@code after} of the next page; null on the last page
   */
  record All(List<CancellationDocument> cancellations, @Nullable String next) {}

  static CancellationDocument of(StoredCancellation stored) {
    CancellationFilter filter = stored.rule().filter();
    boolean isList = filter == null;
    return new CancellationDocument(
        stored.rule().id(),
        state(stored.times()),
        stored.reason(),
        filter == null ? null : Filter.of(filter),
        isList ? stored.events() : null,
        stored.rule().madeAt(),
        stored.madeBy(),
        stored.counts().cancelled(),
        stored.counts().withCarriers(),
        stored.counts().notSent(),
        stored.counts().waiting(),
        isList ? stored.unknownEvents() : null,
        stored.times().counted(),
        stored.times().done(),
        stored.times().keepUntil(),
        stored.times().ended(),
        stored.times().endedBy());
  }

  private static String state(StoredCancellation.Times times) {
    if (times.done() != null) {
      return "done";
    }
    return times.ended() == null ? "counting" : "ended";
  }
}
