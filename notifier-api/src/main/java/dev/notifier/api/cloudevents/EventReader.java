package dev.notifier.api.cloudevents;

import dev.notifier.api.cloudevents.EventParser.Parsed;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.RedactedStackTrace;
import dev.notifier.api.problem.Violation;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events of one request. An event that fails unexpectedly is rejected alone; the others
 * of its batch are not affected. Not thread-safe.
 */
final class EventReader {
  private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

  private final EventValidator.OfRequest validation;
  private boolean logged;

  EventReader(EventValidator.OfRequest validation) {
    this.validation = validation;
  }

  /** Parses and validates an event. Never throws. */
  ValidationResult read(Supplier<Parsed> parsing) {
    try {
      return validation.validate(parsing.get());
    } catch (RuntimeException | StackOverflowError e) {
      if (!logged) {
        // The first one of the request, because all events of a batch may fail in the same way.
        LOG.error("An event failed unexpectedly: {}", RedactedStackTrace.of(e));
        logged = true;
      }
      return new ValidationResult.Invalid(
          null, null, List.of(Violation.at("", ErrorCode.INTERNAL_ERROR)));
    }
  }
}
