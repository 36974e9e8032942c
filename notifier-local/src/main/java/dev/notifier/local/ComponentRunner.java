package dev.notifier.local;

import dev.notifier.local.home.ComponentLock;
import dev.notifier.local.home.Endpoints;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.home.LoopbackPorts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the parts of this process stage by stage, notes them in the home, waits, and stops them in
 * the reverse order. {@link #stopAll()} may come from a shutdown hook at any time, once or twice.
 */
final class ComponentRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ComponentRunner.class);
  private static final Duration POLL = Duration.ofMillis(250);

  /** A part that is just starting is waited for this long before what runs is stopped. */
  private static final Duration START_IN_PROGRESS_LIMIT = Duration.ofSeconds(15);

  /** A process that was killed a moment ago may still hold its part or its port. */
  private static final Duration LAST_BREATH_LIMIT = Duration.ofSeconds(2);

  private final HomeDirectory home;
  private final ConsoleOutput console;
  private final ReentrantLock changing = new ReentrantLock();
  private final List<Running> running = new ArrayList<>();
  private volatile boolean stopping;

  ComponentRunner(HomeDirectory home, ConsoleOutput console) {
    this.home = home;
    this.console = console;
  }

  private record Running(Component part, String name, ComponentLock claim, String address) {}

  /** Starts the parts; those of one stage side by side. */
  void startAll(List<Component> parts) throws CommandException, InterruptedException {
    var stages = parts.stream().collect(Collectors.groupingBy(part -> part.kind().stage()));
    for (var stage : stages.keySet().stream().sorted().toList()) {
      changing.lock();
      try {
        if (stopping) {
          return;
        }
        startSideBySide(stages.getOrDefault(stage, List.of()));
      } finally {
        changing.unlock();
      }
    }
  }

  /** Waits until a part ends by itself and returns its name, or nothing when all were stopped. */
  Optional<String> awaitEnd() throws InterruptedException {
    while (!stopping) {
      for (var one : List.copyOf(running)) {
        if (!one.part().isAlive() && !stopping) {
          return Optional.of(one.name());
        }
      }
      Thread.sleep(POLL);
    }
    return Optional.empty();
  }

  /** Stops what runs, last started first. */
  void stopAll() {
    stopping = true;
    var mine = false;
    try {
      mine = changing.tryLock(START_IN_PROGRESS_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      for (var one : running.reversed()) {
        stop(one);
      }
      running.clear();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (mine) {
        changing.unlock();
      }
    }
  }

  private void startSideBySide(List<Component> parts)
      throws CommandException, InterruptedException {
    List<Future<Running>> starts;
    try (var threads = Executors.newCachedThreadPool()) {
      starts = parts.stream().map(part -> threads.submit(() -> start(part))).toList();
    }
    Optional<ExecutionException> failure = Optional.empty();
    for (var start : starts) {
      try {
        running.add(start.get());
      } catch (ExecutionException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (failure.isPresent()) {
      throw refusal(failure.get());
    }
  }

  private static CommandException refusal(ExecutionException failure) {
    if (failure.getCause() instanceof CommandException refusal) {
      return refusal;
    }
    LOG.error("A part did not start", failure.getCause());
    var cause = failure.getCause() == null ? failure : failure.getCause();
    return new CommandException(String.valueOf(cause.getMessage()));
  }

  private Running start(Component part) throws CommandException, IOException, InterruptedException {
    var begun = System.nanoTime();
    var claim = claim(part.kind());
    try {
      forget(part.kind(), claim.name(), claim.formerAddress());
      part.clearRemains();
      requirePorts(part);
      var started = part.start();
      publish(part.kind(), started);
      var took = ConsoleOutput.seconds(Duration.ofNanos(System.nanoTime() - begun));
      console.part(claim.name(), "up in " + took + " at " + started.address());
      claim.ready(started.pid(), started.address());
      return new Running(part, claim.name(), claim, started.address());
    } catch (IOException | InterruptedException | RuntimeException | CommandException e) {
      part.stop();
      claim.close();
      throw e;
    }
  }

  /** Any number of workers may run in a home; of the other parts one. */
  private ComponentLock claim(ComponentKind kind)
      throws CommandException, IOException, InterruptedException {
    if (kind != ComponentKind.WORKER) {
      var deadline = System.nanoTime() + LAST_BREATH_LIMIT.toNanos();
      var claim = ComponentLock.take(home, kind.word());
      while (claim.isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(POLL);
        claim = ComponentLock.take(home, kind.word());
      }
      return claim.orElseThrow(() -> runsAlready(kind));
    }
    for (var number = 1; ; number++) {
      var claim = ComponentLock.take(home, kind.word() + "-" + number);
      if (claim.isPresent()) {
        return claim.get();
      }
    }
  }

  private CommandException runsAlready(ComponentKind kind) {
    var holder = "";
    try {
      holder =
          ComponentLock.running(home, kind.word())
              .map(note -> ", process " + note.pid())
              .orElse("");
    } catch (IOException e) {
      LOG.debug("Who runs {} cannot be read", kind, e);
    }
    return new CommandException(
        kind.word()
            + " already runs in "
            + home.directory()
            + holder
            + ": end it with ./notifier stop, or choose another --home.");
  }

  private static void requirePorts(Component part) throws CommandException, InterruptedException {
    var deadline = System.nanoTime() + LAST_BREATH_LIMIT.toNanos();
    for (var port : part.ports()) {
      var free = LoopbackPorts.isFree(port.number());
      while (!free && System.nanoTime() < deadline) {
        Thread.sleep(POLL);
        free = LoopbackPorts.isFree(port.number());
      }
      if (!free) {
        throw new CommandException(
            "Port "
                + port.number()
                + " for "
                + part.kind().word()
                + " is taken"
                + LoopbackPorts.holder(port.number()).map(holder -> " by " + holder).orElse("")
                + ": end that, or choose another port with "
                + port.setting()
                + " in a file given with --config.");
      }
    }
  }

  private void publish(ComponentKind kind, Component.Started started) throws IOException {
    if (kind == ComponentKind.WORKER) {
      home.endpoints().addWorker(started.address());
    } else {
      home.endpoints().put(started.endpoints());
    }
  }

  private void forget(ComponentKind kind, String name, Optional<String> address)
      throws IOException {
    LOG.debug("{} takes its fields out of the endpoints", name);
    Endpoints endpoints = home.endpoints();
    if (kind != ComponentKind.WORKER) {
      endpoints.remove(kind.endpointFields());
    } else if (address.isPresent()) {
      endpoints.removeWorker(address.get());
    }
  }

  private void stop(Running one) {
    var begun = System.nanoTime();
    try {
      forget(one.part().kind(), one.name(), Optional.of(one.address()));
      one.part().stop();
      one.claim().close();
      var took = ConsoleOutput.seconds(Duration.ofNanos(System.nanoTime() - begun));
      console.part(one.name(), "stopped in " + took);
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} did not stop in order", one.name(), e);
      console.part(one.name(), "did not stop in order: " + e.getMessage());
    }
  }
}
