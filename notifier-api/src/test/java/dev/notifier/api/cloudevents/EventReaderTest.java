package dev.notifier.api.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.planning.UnknownSnapshots;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  private static final EventTypeRegistry TYPES = EventTypeRegistry.shipped();

  private final EventReader reader =
      new EventReader(
          new EventValidator(TYPES, UnknownSnapshots.of(TYPES), UnknownSnapshots.DIGEST, true)
              .ofRequest(
                  new EventValidator.Sender("default", null),
                  Instant.parse("2026-12-01T02:00:00Z")));

  @Test
  void anUnexpectedFailureRejectsOneEvent() {
    ValidationResult result =
        reader.read(() -> {
          throw new IllegalStateException("0912345678");
        });

    assertThat(result)
        .isInstanceOfSatisfying(
            ValidationResult.Invalid.class,
            invalid ->
                assertThat(invalid.violations())
                    .containsExactly(Violation.at("", ErrorCode.INTERNAL_ERROR)));
  }
}
