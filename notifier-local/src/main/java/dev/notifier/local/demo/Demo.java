package dev.notifier.local.demo;

import dev.notifier.local.batches.BatchClient;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Makes up the data of a busy day in threads of its own, through the HTTP interfaces of the api and
 * of the simulator. What fails is one printed line and stops nothing else. Thread-safe.
 */
public final class Demo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final String LOOPBACK = "127.0.0.1";

  private final ConsoleOutput console;
  private final Clock clock;
  private final RandomGenerator random;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().name("demo-", 1).daemon().factory());

  /**
   * @param random used by one thread only
   */
  public Demo(ConsoleOutput console, Clock clock, RandomGenerator random) {
    this.console = console;
    this.clock = clock;
    this.random = random;
  }

  /** A part of the data. */
  private interface Part {
    void make() throws CommandException, IOException, InterruptedException;
  }

  /** Returns at once; everything must be up. Does nothing after {@link #close()}. */
  public void start(Endpoints endpoints, DemoOptions options) {
    inBackground("demo", () -> begin(endpoints, options));
  }

  private void begin(Endpoints endpoints, DemoOptions options)
      throws CommandException, IOException, InterruptedException {
    String address = required(endpoints, "api");
    String key = required(endpoints, "apiKey");
    DemoApi api = new DemoApi(address, key);
    requireSimulatedRoutes(api.get("/v1/routes").path("routes"));
    DemoTraffic traffic = new DemoTraffic(api, random, clock, this::print);
    DemoBatches batches = new DemoBatches(new BatchClient(address, key), clock, this::print);
    URI handset = URI.create(required(endpoints, "handset"));
    inBackground("events", () -> traffic.run(options.events()));
    inBackground("batches", () -> batches.upload(options.lines()));
    inBackground("faults", () -> new DemoFaults(handset).run());
    inBackground("replies", () -> new DemoReplies(api, handset, clock, this::print).write());
  }

  /** The numbers are invented, so real persons may have them. */
  private static void requireSimulatedRoutes(JsonNode routes) throws CommandException {
    for (JsonNode route : routes) {
      if (!route.path("host").asString("").equals(LOOPBACK)) {
        throw new CommandException(
            "The route " + route.path("name").asString("") + " leads to another machine.");
      }
    }
  }

  private static String required(Endpoints endpoints, String field)
      throws IOException, CommandException {
    return endpoints
        .get(field)
        .orElseThrow(() -> new CommandException("endpoints.json has no " + field + "."));
  }

  private void inBackground(String name, Part part) {
    try {
      threads.execute(() -> run(name, part));
    } catch (RejectedExecutionException e) {
      LOG.debug("{} are not made, because the program stops", name, e);
    }
  }

  private void run(String name, Part part) {
    try {
      part.make();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CommandException | IOException | RuntimeException e) {
      LOG.warn("The part {} of the demo has failed", name, e);
      print(name + " failed: " + e.getMessage());
    }
  }

  private void print(String text) {
    if (!threads.isShutdown()) {
      console.printComponent("demo", text);
    }
  }

  /** Ends what is being made, before the components are stopped. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("A thread of the demo has not ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
