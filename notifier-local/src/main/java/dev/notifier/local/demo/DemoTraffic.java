package dev.notifier.local.demo;

import dev.notifier.local.console.CommandException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends many events at once, then a few each second. */
final class DemoTraffic {
  private static final Duration LENGTH = Duration.ofHours(8);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(10);
  private static final int AT_ONCE = 50;
  private static final int LEAST = 2;
  private static final int MOST = 5;

  private final DemoApi api;
  private final RandomGenerator random;
  private final Clock clock;
  private final Consumer<String> progress;

  DemoTraffic(DemoApi api, RandomGenerator random, Clock clock, Consumer<String> progress) {
    this.api = api;
    this.random = random;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Returns after hours, or when its thread is interrupted.
   *
   * @param atOnce how many events are sent before the steady ones
   */
  void run(int atOnce) throws CommandException, IOException, InterruptedException {
    Map<String, ObjectNode> samples = samples();
    DemoEvents events = new DemoEvents(samples, random, clock);
    optOut();
    for (int left = atOnce; left > 0; left -= AT_ONCE) {
      api.postEvents(events.next(Math.min(left, AT_ONCE)));
    }
    progress.accept(
        "%d events of %d types were sent; %d to %d a second follow for %d hours"
            .formatted(atOnce, samples.size(), LEAST, MOST, LENGTH.toHours()));
    keepOn(events);
  }

  private void keepOn(DemoEvents events) throws InterruptedException {
    Instant end = clock.instant().plus(LENGTH);
    boolean failing = false;
    while (clock.instant().isBefore(end)) {
      try {
        api.postEvents(events.next(random.nextInt(LEAST, MOST + 1)));
        failing = false;
      } catch (CommandException | IOException e) {
        if (!failing) {
          progress.accept("events are not accepted now: " + e.getMessage());
        }
        failing = true;
      }
      Thread.sleep(failing ? PAUSE_AFTER_ERROR : PAUSE);
    }
  }

  /** Valid data of each type that callers may send. */
  private Map<String, ObjectNode> samples()
      throws CommandException, IOException, InterruptedException {
    Map<String, ObjectNode> samples = new HashMap<>();
    for (JsonNode type : api.get("/v1/event-types?limit=1000").path("eventTypes")) {
      String name = type.path("name").asString();
      if (!name.startsWith("reply.")
          && api.get("/v1/event-types/" + name).at("/samples/typical")
              instanceof ObjectNode sample) {
        samples.put(name, sample);
      }
    }
    return samples;
  }

  /** Repeated on the same day, it changes nothing. */
  private void optOut() throws CommandException, IOException, InterruptedException {
    LocalDate day = clock.instant().atOffset(DemoEvents.OFFSET).toLocalDate();
    DemoPeople people = DemoPeople.of(day);
    String at = day.atStartOfDay().atOffset(DemoEvents.OFFSET).toInstant().toString();
    List<Map<String, Object>> optOuts = new ArrayList<>();
    for (int i = 0; i < DemoEvents.OPTED_OUT; i++) {
      optOuts.add(
          Map.of(
              "phone",
              people.phone(i),
              "purposes",
              List.of("GENERAL_INFO"),
              "channel",
              "hotline",
              "at",
              at));
    }
    api.post("/v1/opt-outs", Map.of("optOuts", optOuts));
  }
}
