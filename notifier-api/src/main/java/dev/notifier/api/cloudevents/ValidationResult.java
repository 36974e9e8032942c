package dev.notifier.api.cloudevents;

import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.numbers.MobileNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of validating one event. */
public sealed interface ValidationResult {
  /**
   * An event that can be accepted.
   *
   * @param number null if it names the person only
   */
  record Valid(EventRecord event, Lane lane, @Nullable MobileNumber number)
      implements ValidationResult {}

  /**
   * An event that is rejected.
   *
   * @param source the event's {@code source}; null if it could not be read
   * @param id the event's {@code id}; null if it could not be read
   * @param violations at least one
   */
  record Invalid(@Nullable String source, @Nullable String id, List<Violation> violations)
      implements ValidationResult {}
}
