package dev.notifier.local.cli;

import dev.notifier.contracts.quarantine.EventIdentity;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineMark;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.quarantine.QuarantineActions;
import dev.notifier.kafka.quarantine.QuarantineActions.Result;
import dev.notifier.kafka.quarantine.QuarantineException;
import dev.notifier.kafka.quarantine.QuarantineItem;
import dev.notifier.kafka.quarantine.QuarantineLog;
import dev.notifier.kafka.quarantine.Selection;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.HomeOption;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quarantine}: lists, shows, replays and discards records that no stage can process. */
@Command(
    name = "quarantine",
    description = "List, show, replay or discard records that could not be processed.")
final class QuarantineCommand {
  private static final String POSITION =
      "position of the record, such as notifier.events.normal/0/17";

  @Mixin private HomeOption homeOption = new HomeOption();

  @Mixin private KafkaOption kafkaOption = new KafkaOption();

  private final ConsoleOutput console = ConsoleOutput.standard();

  @Command(name = "list", description = "List records, the newest first; values are never shown.")
  int list(
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "the most records (default: ${DEFAULT-VALUE})",
              converter = PositiveNumber.Limit.class)
          int limit,
      @Mixin SelectionOptions selection,
      @Option(names = "--all", description = "also replayed and discarded records") boolean all)
      throws CommandException, IOException {
    var selected = selection.selection();
    return handle(() -> {
      var items = new QuarantineLog(clients()).list(selected, all, limit);
      for (var item : items) {
        console.print(line(item));
      }
      console.print(items.isEmpty() ? "No records." : items.size() + " records.");
    });
  }

  @Command(name = "show", description = "Show what is known about a record, without its value.")
  int show(@Parameters(paramLabel = "POSITION", description = POSITION) String position)
      throws CommandException, IOException {
    return handle(() -> print(new QuarantineLog(clients()).find(position)));
  }

  @Command(
      name = "replay",
      description = "Write records back to their topics, and mark them: POSITIONs or a selection.")
  int replay(
      @Option(names = "--force", description = "also records that were handled before")
          boolean force,
      @Mixin SelectionOptions selection,
      @Parameters(paramLabel = "POSITION", arity = "0..100", description = POSITION)
          @Nullable Set<String> positions)
      throws CommandException, IOException {
    var names = positions == null ? Set.<String>of() : positions;
    if (names.isEmpty() == selection.isEmpty()) {
      throw new CommandException(
          "Name positions, or select records by --topic, --stage, --reason or --since.");
    }
    if (force && names.isEmpty()) {
      throw new CommandException("--force needs the positions of the records.");
    }
    var selected = names.isEmpty() ? selection.selection() : Selection.of(names);
    return handle(() -> {
      try (var actions = actions()) {
        report(actions.replay(selected, force, done -> print(names, done + " replayed.")));
      }
    });
  }

  @Command(name = "discard", description = "Mark records as not needed.")
  int discard(
      @Option(names = "--force", description = "also records that were handled before")
          boolean force,
      @Parameters(paramLabel = "POSITION", arity = "1..100", description = POSITION)
          Set<String> positions)
      throws CommandException, IOException {
    return handle(() -> {
      try (var actions = actions()) {
        report(actions.discard(positions, force, done -> print(positions, done + " discarded.")));
      }
    });
  }

  /** A selection may be large, so only named records are printed. */
  private void print(Set<String> positions, String line) {
    if (!positions.isEmpty()) {
      console.print(line);
    }
  }

  private void report(Result result) throws CommandException {
    console.print(result.done() + (result.done() == 1 ? " record." : " records."));
    if (!result.complete()) {
      console.print("There are more; repeat the command.");
    }
    if (result.failed() > 0) {
      throw new CommandException(
          result.problems().getFirst()
              + (result.failed() == 1
                  ? ""
                  : " " + (result.failed() - 1) + " more were not handled."));
    }
  }

  /** Work on the quarantine. */
  @FunctionalInterface
  private interface Work {
    void run() throws QuarantineException, CommandException, IOException;
  }

  private static int handle(Work work) throws CommandException, IOException {
    try {
      work.run();
      return 0;
    } catch (QuarantineException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    } catch (KafkaException e) {
      throw new IOException("Kafka does not respond: " + e.getMessage(), e);
    }
  }

  private void print(QuarantineItem item) {
    QuarantineEntry entry = item.entry();
    console.print("position      " + entry.position());
    console.print("stage         " + entry.stage());
    console.print("reason        " + entry.reason() + ", " + entry.detail());
    console.print("put there     " + entry.at() + " by " + entry.worker());
    console.print("written       " + Instant.ofEpochMilli(entry.timestamp()));
    console.print("topic id      " + entry.topicId());
    console.print(
        "value         " + (entry.valueBytes() < 0 ? "none" : entry.valueBytes() + " bytes"));
    if (!entry.omitted().isEmpty()) {
      console.print(
          "too large     "
              + String.join(", ", entry.omitted().stream().map(QuarantineCommand::lower).toList())
              + " (not kept)");
    }
    EventIdentity event = entry.event();
    if (event != null) {
      console.print("event         source " + event.source() + ", id " + event.id());
    }
    if (entry.notificationId() != null) {
      console.print("notification  " + entry.notificationId());
    }
    for (QuarantineMark mark : item.marks()) {
      console.print("%-13s %s by %s".formatted(lower(mark.action()), mark.at(), mark.by()));
    }
  }

  private static String line(QuarantineItem item) {
    QuarantineEntry entry = item.entry();
    QuarantineMark mark = item.handled();
    return "%s  %-6s %-12s %s  %s"
        .formatted(
            entry.at(),
            entry.stage(),
            entry.reason(),
            entry.position(),
            mark == null ? "open" : lower(mark.action()) + " by " + mark.by());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String user() {
    return System.getProperty("user.name", "unknown");
  }

  private QuarantineActions actions() throws CommandException, IOException {
    return new QuarantineActions(clients(), Clock.systemUTC(), user());
  }

  private KafkaClients clients() throws CommandException, IOException {
    return new KafkaClients(kafkaOption.connection(homeOption), "quarantine");
  }
}
