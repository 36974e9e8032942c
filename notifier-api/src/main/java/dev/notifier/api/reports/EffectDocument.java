package dev.notifier.api.reports;

import dev.notifier.store.effects.Effect;
import dev.notifier.store.effects.StoredEffect;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An effect and how far it is counted.
 *
 * @param countedFrom the first day of which reminders are counted
 * @param countedTo the first one that is not counted yet
 * @param failing whether counting that day has failed, and is tried again
 * @param createdBy the name of the caller
 */
record EffectDocument(
    String name,
    String reminder,
    List<String> outcomes,
    int days,
    boolean sameSubject,
    LocalDate countedFrom,
    LocalDate countedTo,
    boolean failing,
    Instant createdAt,
    String createdBy) {

  /**
   * A page of effects.
   *
   * @param next the {@code after} of the next page; null on the last page
   */
  record All(List<EffectDocument> effects, @Nullable String next) {}

  static EffectDocument of(StoredEffect stored) {
    Effect effect = stored.effect();
    return new EffectDocument(
        effect.name(),
        effect.reminder(),
        effect.outcomes(),
        effect.days(),
        effect.sameSubject(),
        stored.firstDay(),
        stored.nextDay(),
        stored.failures() > 0,
        stored.createdAt(),
        stored.createdBy());
  }
}
