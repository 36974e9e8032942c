package dev.notifier.api.intake;

import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.numbers.MobileNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What checking one event gave. */
sealed interface CheckResult {
  /** The caller's names of the event, as far as they could be read. */
  @Nullable String source();

  @Nullable String id();

  /** Nothing is wrong with it. */
  record Good(EventRecord event, Lane lane, MobileNumber number) implements CheckResult {
    @Override
    public String source() {
      return event.source();
    }

    @Override
    public String id() {
      return event.id();
    }
  }

  /** It is refused; there is at least one finding. */
  record Bad(@Nullable String source, @Nullable String id, List<Violation> findings)
      implements CheckResult {}
}
