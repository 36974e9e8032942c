package dev.notifier.local.components;

import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.ComponentLock;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.home.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts components stage by stage, registers them in the home, and stops them in reverse order.
 * {@link #stopAll()} may be called by a shutdown hook, at any time and more than once.
 */
public final class ComponentRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ComponentRunner.class);
  private static final Duration POLL = Duration.ofMillis(250);

  /** How long a stop waits for a start in progress. */
  private static final Duration START_IN_PROGRESS_LIMIT = Duration.ofSeconds(15);

  /** A process that was just killed may keep its component or its port for a moment. */
  private static final Duration RELEASE_LIMIT = Duration.ofSeconds(2);

  private final HomeDirectory home;
  private final ConsoleOutput console;
  private final NeededComponents neededComponents;
  private final ReentrantLock changing = new ReentrantLock();
  private final List<Started> started = new ArrayList<>();
  private volatile boolean stopping;

  /** Whether the start has come to its end: everything is up, or something failed. */
  private volatile boolean startEnded;

  public ComponentRunner(HomeDirectory home, ConsoleOutput console) {
    this(home, console, NeededComponents.LIMIT);
  }

  ComponentRunner(HomeDirectory home, ConsoleOutput console, Duration needsLimit) {
    this.home = home;
    this.console = console;
    neededComponents = new NeededComponents(home, console, needsLimit);
  }

  private record Started(Component component, ComponentLock lock, RunningComponent running) {
    String name() {
      return lock.name();
    }
  }

  /**
   * Starts components of these kinds.
   *
   * @param file the configuration file that the settings were read from, if there is one
   * @param alone whether this process was started for one component only
   * @return false if {@link #stopAll()} was called before all were up
   */
  public boolean startAll(
      Collection<ComponentKind> kinds,
      LocalSettings.Loaded settings,
      Optional<Path> file,
      boolean alone)
      throws CommandException, InterruptedException {
    return startAll(ComponentFactory.create(kinds, home, settings, file, alone));
  }

  /** Starts the components; those of one stage concurrently. */
  boolean startAll(List<Component> components) throws CommandException, InterruptedException {
    var stages =
        components.stream()
            .collect(
                Collectors.groupingBy(
                    component -> component.kind().stage(), TreeMap::new, Collectors.toList()));
    for (var stage : stages.values()) {
      changing.lock();
      try {
        if (stopping) {
          return false;
        }
        startStage(stage);
      } catch (CommandException e) {
        if (stopping) {
          LOG.debug("A component was stopped during its start", e);
          return false;
        }
        startEnded = true;
        throw e;
      } finally {
        changing.unlock();
      }
    }
    return !stopping;
  }

  /**
   * Says that everything is up, unless it was stopped in the meantime.
   *
   * @return false if it was; the action is not run then
   */
  public boolean announce(Runnable action) {
    changing.lock();
    try {
      if (stopping) {
        return false;
      }
      startEnded = true;
      action.run();
      return true;
    } finally {
      changing.unlock();
    }
  }

  /** Whether {@link #stopAll()} was called. */
  public boolean isStopping() {
    return stopping;
  }

  /** Waits until a component ends by itself and returns its name; empty when all were stopped. */
  public Optional<String> awaitEnd() throws InterruptedException {
    while (!stopping) {
      for (var one : List.copyOf(started)) {
        if (!one.running().isAlive() && !stopping) {
          return Optional.of(one.name());
        }
      }
      Thread.sleep(POLL);
    }
    return Optional.empty();
  }

  /**
   * Stops all components, the one started last first.
   *
   * @return whether this interrupted the start: nothing was announced, and nothing failed
   */
  public boolean stopAll() {
    stopping = true;
    var locked = false;
    try {
      locked = changing.tryLock(START_IN_PROGRESS_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      for (var one : started.reversed()) {
        stop(one);
      }
      started.clear();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (locked) {
        changing.unlock();
      }
    }
    return !startEnded;
  }

  private void startStage(List<Component> stage) throws CommandException, InterruptedException {
    List<Future<Started>> starts;
    try (var threads = Executors.newCachedThreadPool()) {
      starts = stage.stream().map(component -> threads.submit(() -> start(component))).toList();
    }
    Optional<ExecutionException> failure = Optional.empty();
    for (var start : starts) {
      try {
        started.add(start.get());
      } catch (ExecutionException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (failure.isPresent()) {
      throw toCommandException(failure.get());
    }
  }

  private static CommandException toCommandException(ExecutionException failure) {
    if (failure.getCause() instanceof CommandException cause) {
      return cause;
    }
    LOG.error("A component did not start", failure.getCause());
    var cause = failure.getCause() == null ? failure : failure.getCause();
    return new CommandException(String.valueOf(cause.getMessage()));
  }

  private Started start(Component component)
      throws CommandException, IOException, InterruptedException {
    var begun = System.nanoTime();
    var lock = acquireLock(component.kind());
    try {
      removeEndpoints(component.kind(), lock.formerAddress());
      component.removeLeftovers();
      requirePorts(component);
      neededComponents.await(lock.name(), component.needs(), this::isStopping);
      var running = component.start();
      try {
        addEndpoints(component.kind(), running);
        lock.register(running.pid(), running.address());
      } catch (IOException | RuntimeException e) {
        running.stop();
        throw e;
      }
      console.printComponent(
          lock.name(), "up in " + ConsoleOutput.secondsSince(begun) + " at " + running.address());
      return new Started(component, lock, running);
    } catch (CommandException | IOException | InterruptedException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** A home may run any number of workers, and one of each other component. */
  private ComponentLock acquireLock(ComponentKind kind)
      throws CommandException, IOException, InterruptedException {
    if (kind != ComponentKind.WORKER) {
      var deadline = System.nanoTime() + RELEASE_LIMIT.toNanos();
      var lock = ComponentLock.acquire(home, kind.label());
      while (lock.isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(POLL);
        lock = ComponentLock.acquire(home, kind.label());
      }
      return lock.orElseThrow(() -> alreadyRuns(kind));
    }
    for (var number = 1; ; number++) {
      var lock = ComponentLock.acquire(home, kind.label() + "-" + number);
      if (lock.isPresent()) {
        return lock.get();
      }
    }
  }

  private CommandException alreadyRuns(ComponentKind kind) {
    var process = "";
    try {
      process =
          ComponentLock.running(home, kind.label())
              .map(registration -> ", process " + registration.pid())
              .orElse("");
    } catch (IOException e) {
      LOG.debug("The registration of {} cannot be read", kind, e);
    }
    return new CommandException(
        "%s already runs in %s%s: stop it with ./notifier stop, or choose another --home."
            .formatted(kind.label(), home.directory(), process));
  }

  private static void requirePorts(Component component)
      throws CommandException, InterruptedException {
    var deadline = System.nanoTime() + RELEASE_LIMIT.toNanos();
    for (var port : component.ports()) {
      var free = LoopbackPorts.isFree(port.number());
      while (!free && System.nanoTime() < deadline) {
        Thread.sleep(POLL);
        free = LoopbackPorts.isFree(port.number());
      }
      if (!free) {
        throw new CommandException(
            "Port %d for %s is in use%s: end that process, or choose another port with %s in a file given with --config."
                .formatted(
                    port.number(),
                    component.kind().label(),
                    LoopbackPorts.user(port.number()).map(user -> " by " + user).orElse(""),
                    port.setting()));
      }
    }
  }

  private void addEndpoints(ComponentKind kind, RunningComponent running) throws IOException {
    if (kind == ComponentKind.WORKER) {
      home.endpoints().addWorker(running.address());
    } else {
      home.endpoints().put(running.endpoints());
    }
  }

  private void removeEndpoints(ComponentKind kind, Optional<String> address) throws IOException {
    if (kind != ComponentKind.WORKER) {
      home.endpoints().remove(kind.endpointFields());
    } else if (address.isPresent()) {
      home.endpoints().removeWorker(address.get());
    }
  }

  private void stop(Started one) {
    var begun = System.nanoTime();
    try {
      removeEndpoints(one.component().kind(), Optional.of(one.running().address()));
      one.running().stop();
      one.lock().close();
      console.printComponent(one.name(), "stopped in " + ConsoleOutput.secondsSince(begun));
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} did not stop gracefully", one.name(), e);
      console.printComponent(one.name(), "did not stop gracefully: " + e.getMessage());
    }
  }
}
