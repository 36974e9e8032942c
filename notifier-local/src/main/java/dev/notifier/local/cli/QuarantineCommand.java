package dev.notifier.local.cli;

import dev.notifier.contracts.quarantine.EventIdentity;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineMark;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.quarantine.QuarantineException;
import dev.notifier.kafka.quarantine.QuarantineItem;
import dev.notifier.kafka.quarantine.QuarantineLog;
import dev.notifier.kafka.quarantine.QuarantineLog.Filter;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code quarantine}: lists, shows, replays and discards records that no stage can process. */
@Command(
    name = "quarantine",
    description = "List, show, replay or discard records that could not be processed.")
final class QuarantineCommand {
  private static final String POSITION =
      "position of the record, such as notifier.events.normal/0/17";

  @Mixin private HomeOption homeOption = new HomeOption();

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      scope = ScopeType.INHERIT,
      description = "Kafka, instead of that of the home")
  private @Nullable String bootstrapServers;

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
      @Option(names = "--topic", paramLabel = "TOPIC", description = "only records of this topic")
          @Nullable String topic,
      @Option(
              names = "--since",
              paramLabel = "DURATION",
              description = "only records of this last time, such as 90m, 24h or 7d")
          @Nullable String since,
      @Option(names = "--all", description = "also replayed and discarded records") boolean all)
      throws CommandException, IOException {
    var start = since == null ? null : Instant.now().minus(duration(since));
    var items = log().list(new Filter(topic, start, all, limit));
    for (var item : items) {
      console.print(line(item));
    }
    console.print(items.isEmpty() ? "No records." : items.size() + " records.");
    return 0;
  }

  @Command(name = "show", description = "Show what is known about a record, without its value.")
  int show(@Parameters(paramLabel = "POSITION", description = POSITION) String position)
      throws CommandException, IOException {
    handle(position, () -> print(log().find(position)));
    return 0;
  }

  @Command(name = "replay", description = "Write records back to their topics, and mark them.")
  int replay(
      @Option(names = "--force", description = "also records that were handled before")
          boolean force,
      @Parameters(paramLabel = "POSITION", arity = "1..100", description = POSITION)
          List<String> positions)
      throws CommandException, IOException {
    for (var position : positions) {
      handle(position, () -> log().replay(position, user(), force));
      console.print(position + " replayed.");
    }
    return 0;
  }

  @Command(name = "discard", description = "Mark records as not needed.")
  int discard(
      @Option(names = "--force", description = "also records that were handled before")
          boolean force,
      @Parameters(paramLabel = "POSITION", arity = "1..100", description = POSITION)
          List<String> positions)
      throws CommandException, IOException {
    for (var position : positions) {
      handle(position, () -> log().discard(position, user(), force));
      console.print(position + " discarded.");
    }
    return 0;
  }

  /** Work on the quarantine. */
  @FunctionalInterface
  private interface Work {
    void run() throws QuarantineException, CommandException, IOException;
  }

  private static void handle(String position, Work work) throws CommandException, IOException {
    try {
      work.run();
    } catch (QuarantineException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    } catch (KafkaException e) {
      throw new IOException(position + ": Kafka does not respond: " + e.getMessage(), e);
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

  private static Duration duration(String text) throws CommandException {
    try {
      var isDays = text.endsWith("d");
      return Duration.parse((isDays ? "P" : "PT") + text.toUpperCase(Locale.ROOT));
    } catch (RuntimeException e) {
      throw new CommandException(text + " is not a duration such as 90m, 24h or 7d.");
    }
  }

  private static String user() {
    return System.getProperty("user.name", "unknown");
  }

  private QuarantineLog log() throws CommandException, IOException {
    return new QuarantineLog(new KafkaClients(kafka(), "quarantine"), Clock.systemUTC());
  }

  private String kafka() throws CommandException, IOException {
    if (bootstrapServers != null) {
      return bootstrapServers;
    }
    var home = homeOption.openExisting();
    LogFiles.use(home.directory(), "commands");
    var address = home.endpoints().get("kafka");
    if (address.isEmpty()) {
      throw new CommandException(
          "No Kafka runs in " + home.directory() + ": start it, or name --bootstrap-servers.");
    }
    return address.get();
  }
}
