package dev.notifier.local.cli;

import dev.notifier.contracts.quarantine.QuarantineEntry.Reason;
import dev.notifier.kafka.quarantine.Selection;
import dev.notifier.local.console.CommandException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select records of the quarantine. */
final class SelectionOptions {
  private static final List<String> STAGES = List.of("inbound", "plan", "retry", "submit", "track");

  @Option(names = "--topic", paramLabel = "TOPIC", description = "only records of this topic")
  private @Nullable String topic;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "only records of this stage, such as plan or submit")
  private @Nullable String stage;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "only records with this reason: ${COMPLETION-CANDIDATES}")
  private @Nullable Reason reason;

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      description = "only records of this last time, such as 90m, 24h or 7d")
  private @Nullable String since;

  boolean isEmpty() {
    return topic == null && stage == null && reason == null && since == null;
  }

  Selection selection() throws CommandException {
    requireKnown("stage", stage, STAGES);
    var start = since == null ? null : Instant.now().minus(duration(since));
    return new Selection(Set.of(), topic, stage, reason, start);
  }

  /** An unknown name would select nothing, as if there were no such records. */
  private static void requireKnown(String what, @Nullable String name, List<String> known)
      throws CommandException {
    if (name != null && !known.contains(name)) {
      throw new CommandException(
          "There is no %s %s; write one of %s.".formatted(what, name, String.join(", ", known)));
    }
  }

  private static Duration duration(String text) throws CommandException {
    try {
      var isDays = text.endsWith("d");
      return Duration.parse((isDays ? "P" : "PT") + text.toUpperCase(Locale.ROOT));
    } catch (RuntimeException e) {
      throw new CommandException(text + " is not a duration such as 90m, 24h or 7d.");
    }
  }
}
