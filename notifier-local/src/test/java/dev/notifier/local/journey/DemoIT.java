package dev.notifier.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.demo.Demo;
import dev.notifier.local.demo.DemoOptions;
import dev.notifier.local.home.HomeDirectory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/**
 * What a visitor sees after {@code ./notifier start --demo}; a second start makes only new traffic.
 */
class DemoIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String[] OPTIONS = {"--demo", "--demo-events", "60", "--demo-lines", "120"};
  private static final int PERSONS = 6;

  @TempDir private Path folder;

  @Test
  void aVisitorSeesABusyDay() throws Exception {
    try (LocalStart notifier = new LocalStart(folder)) {
      notifier.start(OPTIONS);
      assertThat(names(notifier.get("/v1/routes").path("routes")))
          .containsExactlyInAnyOrder("mobifone", "practice", "viettel");
      await().atMost(LIMIT).until(() -> delivered(notifier) > 20);
      await().atMost(LIMIT).until(() -> conversations(notifier).size() == PERSONS);
      await().atMost(LIMIT).until(() -> batches(notifier).size() == 3);
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(batches(notifier))
                  .extracting(batch -> batch.path("state").asString())
                  .satisfiesExactly(
                      question -> assertThat(question).isEqualTo("NEEDS_ANSWER"),
                      ready -> assertThat(ready).isEqualTo("READY"),
                      released -> assertThat(released).isIn("RUNNING", "SENT", "DONE")));

      List<String> conversations = conversations(notifier);
      startAgain();
      assertThat(batches(notifier)).as("no file is sent again").hasSize(3);
      assertThat(conversations(notifier)).as("no one asks again").isEqualTo(conversations);
    }
  }

  /** As another start of the same home does. */
  private void startAgain() throws Exception {
    var output = new ByteArrayOutputStream();
    var console = new ConsoleOutput(new PrintStream(output, true, StandardCharsets.UTF_8));
    DemoOptions options = CommandLine.populateCommand(new DemoOptions(), OPTIONS);
    try (Demo demo = new Demo(console, Clock.systemUTC(), new Random(3))) {
      demo.start(HomeDirectory.open(folder.resolve("home")).endpoints(), options);
      await()
          .atMost(LIMIT)
          .until(
              () -> output.toString(StandardCharsets.UTF_8),
              text -> text.contains("is NEEDS_ANSWER") && text.contains(PERSONS + " persons wait"));
    }
    assertThat(output.toString(StandardCharsets.UTF_8)).doesNotContain("failed");
  }

  private static long delivered(LocalStart notifier) throws Exception {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    return notifier
        .get(
            "/v1/counters?from="
                + hour.minus(1, ChronoUnit.HOURS)
                + "&to="
                + hour.plus(1, ChronoUnit.HOURS))
        .path("counts")
        .valueStream()
        .filter(count -> count.path("state").asString("").equals("DELIVERED"))
        .mapToLong(count -> count.path("number").asLong())
        .sum();
  }

  /** Each with its version, which another message changes. */
  private static List<String> conversations(LocalStart notifier) throws Exception {
    return notifier
        .get("/v1/inbox?state=open")
        .path("conversations")
        .valueStream()
        .map(each -> each.path("id").asString() + " " + each.path("version").asInt())
        .toList();
  }

  /** The newest first. */
  private static List<JsonNode> batches(LocalStart notifier) throws Exception {
    return notifier.get("/v1/batches").path("batches").valueStream().toList();
  }

  private static List<String> names(JsonNode routes) {
    return routes.valueStream().map(route -> route.path("name").asString()).toList();
  }
}
