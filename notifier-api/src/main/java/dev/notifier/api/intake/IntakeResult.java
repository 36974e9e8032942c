package dev.notifier.api.intake;

import dev.notifier.api.problem.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of each event of a request, in the caller's order. */
public record IntakeResult(List<Outcome> outcomes) {
  /** The outcome of one event. */
  public sealed interface Outcome {
    @Nullable String source();

    @Nullable String id();

    /** Kafka has confirmed the event. */
    record Accepted(String source, String id) implements Outcome {}

    /**
     * The event is invalid.
     *
     * @param source null if it could not be read
     * @param id null if it could not be read
     * @param violations at least one
     */
    record Rejected(@Nullable String source, @Nullable String id, List<Violation> violations)
        implements Outcome {}

    /** The event is valid, but Kafka did not confirm it in time; the caller must send it again. */
    record NotConfirmed(String source, String id) implements Outcome {}
  }

  int accepted() {
    return count(Outcome.Accepted.class);
  }

  int rejected() {
    return count(Outcome.Rejected.class);
  }

  int notConfirmed() {
    return count(Outcome.NotConfirmed.class);
  }

  private int count(Class<? extends Outcome> type) {
    return (int) outcomes.stream().filter(type::isInstance).count();
  }
}
