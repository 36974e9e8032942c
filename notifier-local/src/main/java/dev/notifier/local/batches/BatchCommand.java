package dev.notifier.local.batches;

import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.HomeOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code batch}: sends a file, and releases, follows and stops what becomes of it. */
@Command(
    name = "batch",
    description = {
      "Send a file whose lines become messages; see what would happen; release, watch, pause,",
      "resume or cancel it."
    })
public final class BatchCommand {
  private static final String BATCH = "id of the batch";
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int LISTED = 20;

  /** The file must be corrected, or a question about it answered. */
  private static final int NOT_READY = 1;

  @Mixin private HomeOption homeOption = new HomeOption();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "API key of the caller, or the environment variable NOTIFIER_KEY (default: the key of the"
              + " home)",
      defaultValue = "${env:NOTIFIER_KEY}")
  private @Nullable String key;

  private final ConsoleOutput console = ConsoleOutput.standard();

  @Command(
      name = "upload",
      description =
          "Send a file and wait until it is read. Exit code 1 if it cannot be read as it is.")
  int upload(
      @Option(
              names = "--type",
              paramLabel = "TYPE",
              required = true,
              description = "name of the event type")
          String type,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              description = "a name for people (default: that of the file)")
          @Nullable String name,
      @Option(
              names = "--again",
              paramLabel = "REASON",
              description = "why the same file is sent again")
          @Nullable String again,
      @Parameters(paramLabel = "FILE", description = "a CSV, TSV, NDJSON or XLSX file") Path file)
      throws CommandException, IOException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      throw new CommandException("There is no file " + file + ".");
    }
    BatchClient client = client();
    JsonNode batch =
        client.upload(
            new BatchClient.Upload(
                file,
                type,
                name == null ? String.valueOf(file.getFileName()) : name,
                again == null ? "" : again));
    String id = batch.path("batchId").asString();
    console.print("Batch " + id);
    return shown(follow(client, id, each -> !BatchText.isBeingRead(each)));
  }

  @Command(name = "list", description = "List the newest batches.")
  int list() throws CommandException, IOException, InterruptedException {
    JsonNode batches = client().batches(LISTED);
    batches.forEach(batch -> console.print(BatchText.row(batch)));
    if (batches.isEmpty()) {
      console.print("There is no batch.");
    }
    return 0;
  }

  @Command(name = "show", description = "Show a batch and how its file was read.")
  int show(@Parameters(paramLabel = "BATCH", description = BATCH) String id)
      throws CommandException, IOException, InterruptedException {
    return shown(client().batch(id));
  }

  @Command(
      name = "settings",
      description = "Say how the file is read, such as encoding=windows-1258; it is read again.")
  int settings(
      @Parameters(index = "0", paramLabel = "BATCH", description = BATCH) String id,
      @Parameters(
              index = "1..*",
              arity = "1..*",
              paramLabel = "SETTING=VALUE",
              description = "settings, and mapping.FIELD=COLUMN")
          String[] settings)
      throws CommandException, IOException, InterruptedException {
    BatchClient client = client();
    client.order(id, "settings", BatchSettingsOption.parse(settings));
    return shown(follow(client, id, each -> !BatchText.isBeingRead(each)));
  }

  @Command(name = "dry-run", description = "Show what would be sent, and what it would cost.")
  int dryRun(@Parameters(paramLabel = "BATCH", description = BATCH) String id)
      throws CommandException, IOException, InterruptedException {
    BatchClient client = client();
    String dryRun = client.order(id, "dry-run", Map.of()).path("dryRunId").asString();
    JsonNode result = client.dryRun(id, dryRun);
    while (!BatchText.isComputed(result)) {
      Thread.sleep(LOOK_EVERY);
      result = client.dryRun(id, dryRun);
    }
    BatchText.dryRun(result).forEach(console::print);
    return result.path("error").asString("").isEmpty() ? 0 : NOT_READY;
  }

  @Command(
      name = "release",
      description = "Release a batch on the basis of a dry run; a large one needs a second person.")
  int release(
      @Option(
              names = "--dry-run",
              paramLabel = "DRYRUN",
              required = true,
              description = "id of the dry run on which the decision is based")
          String dryRun,
      @Option(
              names = "--second-person",
              description = "ask another person to release it, even if it is a small one")
          boolean secondPerson,
      @Option(
              names = "--accept-repeated",
              description = "although numbers are in more than 5 lines, or were not counted")
          boolean acceptRepeated,
      @Mixin PaceOptions pace,
      @Parameters(paramLabel = "BATCH", description = BATCH) String id)
      throws CommandException, IOException, InterruptedException {
    Map<String, Object> body = pace.body(dryRun);
    if (secondPerson) {
      body.put("secondPerson", true);
    }
    if (acceptRepeated) {
      body.put("acceptRepeated", true);
    }
    return shown(client().order(id, "release", body));
  }

  @Command(name = "watch", description = "Follow a batch until it has ended or is paused.")
  int watch(@Parameters(paramLabel = "BATCH", description = BATCH) String id)
      throws CommandException, IOException, InterruptedException {
    return shown(follow(client(), id, each -> !BatchText.isMoving(each)));
  }

  @Command(name = "pause", description = "Send no more lines until the batch is resumed.")
  int pause(@Parameters(paramLabel = "BATCH", description = BATCH) String id)
      throws CommandException, IOException, InterruptedException {
    return shown(client().order(id, "pause", Map.of()));
  }

  @Command(name = "resume", description = "Continue a batch that is paused.")
  int resume(@Parameters(paramLabel = "BATCH", description = BATCH) String id)
      throws CommandException, IOException, InterruptedException {
    return shown(client().order(id, "resume", Map.of()));
  }

  @Command(
      name = "pace",
      description = "Change when and how fast a batch is sent, without a pause.")
  int pace(
      @Mixin PaceOptions pace, @Parameters(paramLabel = "BATCH", description = BATCH) String id)
      throws CommandException, IOException, InterruptedException {
    Map<String, Object> changes = pace.changes();
    if (changes.isEmpty()) {
      throw new CommandException(
          "Name what changes: --start, --hours, --finish-by or --max-per-second.");
    }
    return shown(client().change(id, "pace", changes));
  }

  @Command(name = "cancel", description = "Never send the lines that no carrier has.")
  int cancel(@Parameters(paramLabel = "BATCH", description = BATCH) String id)
      throws CommandException, IOException, InterruptedException {
    return shown(client().order(id, "cancel", Map.of()));
  }

  @Command(
      name = "report",
      description = {
        "Write the lines that cannot be sent into a file, each with its faults. The corrected file",
        "can be sent as it is."
      })
  int report(
      @Parameters(index = "0", paramLabel = "BATCH", description = BATCH) String id,
      @Parameters(index = "1", paramLabel = "FILE", description = "a new CSV or XLSX file")
          Path file)
      throws CommandException, IOException, InterruptedException {
    fetch(id, "report", file);
    console.print("The refused lines are in " + file + ".");
    return 0;
  }

  @Command(
      name = "retry",
      description = {
        "Make a batch of the lines that failed for a reason of a route or a carrier. It needs a dry",
        "run and a release as any other."
      })
  int retry(@Parameters(paramLabel = "BATCH", description = BATCH) String id)
      throws CommandException, IOException, InterruptedException {
    BatchClient client = client();
    String made = client.order(id, "retry", Map.of()).path("batchId").asString();
    console.print("Batch " + made);
    return shown(follow(client, made, each -> !BatchText.isBeingRead(each)));
  }

  @Command(name = "outcome", description = "Write what has become of each line into a file.")
  int outcome(
      @Parameters(index = "0", paramLabel = "BATCH", description = BATCH) String id,
      @Parameters(index = "1", paramLabel = "FILE", description = "a new CSV or XLSX file")
          Path file)
      throws CommandException, IOException, InterruptedException {
    fetch(id, "outcome", file);
    console.print("What has become of each line is in " + file + ".");
    return 0;
  }

  private void fetch(String id, String what, Path file)
      throws CommandException, IOException, InterruptedException {
    if (Files.exists(file)) {
      throw new CommandException(file + " exists: name another file.");
    }
    client().fetch(id, what, file);
  }

  private int shown(JsonNode batch) {
    BatchText.lines(batch).forEach(console::print);
    return BatchText.needsCorrection(batch) ? NOT_READY : 0;
  }

  /** Looks at a batch until it is as wanted, and shows how far it is. */
  private JsonNode follow(BatchClient client, String id, Predicate<JsonNode> enough)
      throws CommandException, IOException, InterruptedException {
    BatchProgressLine line = new BatchProgressLine(console.stream(), ConsoleOutput.isOnTerminal());
    JsonNode batch = client.batch(id);
    while (!enough.test(batch)) {
      line.show(batch);
      Thread.sleep(LOOK_EVERY);
      batch = client.batch(id);
    }
    line.end();
    return batch;
  }

  private BatchClient client() throws CommandException, IOException {
    var home = homeOption.openExisting();
    var endpoints = home.endpoints();
    var address = endpoints.get("api");
    var own = endpoints.get("apiKey");
    if (address.isEmpty() || own.isEmpty()) {
      throw new CommandException(
          "No api runs in " + home.directory() + ": start it with ./notifier start.");
    }
    return new BatchClient(address.get(), key == null || key.isBlank() ? own.get() : key);
  }
}
