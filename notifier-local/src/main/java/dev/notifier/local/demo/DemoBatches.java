package dev.notifier.local.demo;

import dev.notifier.local.batches.BatchClient;
import dev.notifier.local.console.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Uploads the files of the day, and releases the large one. */
final class DemoBatches {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Set<String> BEING_READ = Set.of("RECEIVING", "PARSING");
  private static final String READY = "READY";
  private static final int PER_SECOND = 10;
  private static final int LISTED = 100;

  private final BatchClient client;
  private final Clock clock;
  private final Consumer<String> progress;

  DemoBatches(BatchClient client, Clock clock, Consumer<String> progress) {
    this.client = client;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Uploads what the day does not have yet.
   *
   * @param lines of the large file
   */
  void upload(int lines) throws CommandException, IOException, InterruptedException {
    LocalDate day = clock.instant().atOffset(DemoEvents.OFFSET).toLocalDate();
    JsonNode large = read(DemoFile.cards(day, lines));
    // It is also READY if the program ended before its release.
    if (state(large).equals(READY)) {
      release(large);
    }
    for (DemoFile file : new DemoFile[] {DemoFile.notices(day), DemoFile.monthFirst(day)}) {
      JsonNode batch = read(file);
      progress.accept(file.name() + " is " + state(batch) + ", with" + counts(batch));
    }
  }

  private JsonNode read(DemoFile file) throws CommandException, IOException, InterruptedException {
    Optional<JsonNode> present =
        client
            .batches(LISTED)
            .valueStream()
            .filter(batch -> batch.path("name").asString("").equals(file.name()))
            .findFirst();
    JsonNode batch = present.isPresent() ? present.get() : upload(file);
    String id = batch.path("batchId").asString();
    Instant end = clock.instant().plus(LIMIT);
    while (BEING_READ.contains(state(batch))) {
      pause(end);
      batch = client.batch(id);
    }
    return batch;
  }

  private JsonNode upload(DemoFile file)
      throws CommandException, IOException, InterruptedException {
    Path path = Files.createTempFile("notifier-demo", ".csv");
    try {
      Files.writeString(path, file.text());
      return client.upload(new BatchClient.Upload(path, file.type(), file.name(), ""));
    } finally {
      Files.delete(path);
    }
  }

  private void release(JsonNode batch) throws CommandException, IOException, InterruptedException {
    String id = batch.path("batchId").asString();
    String dryRun = client.order(id, "dry-run", Map.of()).path("dryRunId").asString();
    JsonNode result = client.dryRun(id, dryRun);
    Instant end = clock.instant().plus(LIMIT);
    while (!result.hasNonNull("completedAt") && !result.hasNonNull("error")) {
      pause(end);
      result = client.dryRun(id, dryRun);
    }
    JsonNode released =
        client.order(id, "release", Map.of("dryRunId", dryRun, "maxPerSecond", PER_SECOND));
    progress.accept(
        "%s is %s at %d a second, with%s"
            .formatted(
                batch.path("name").asString(), state(released), PER_SECOND, counts(released)));
  }

  private static String counts(JsonNode batch) {
    return " %d lines and %d refused ones"
        .formatted(batch.at("/lines/valid").asLong(0), batch.at("/lines/refused").asLong(0));
  }

  private static String state(JsonNode batch) {
    return batch.path("state").asString("");
  }

  private void pause(Instant end) throws IOException, InterruptedException {
    if (clock.instant().isAfter(end)) {
      throw new IOException("It takes too long; see ./notifier batch list");
    }
    Thread.sleep(LOOK_EVERY);
  }
}
