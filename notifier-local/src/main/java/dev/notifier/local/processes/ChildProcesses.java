package dev.notifier.local.processes;

import dev.notifier.local.components.ComponentKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Components in separate processes, started and stopped together. {@link #stop()} may be called by
 * a shutdown hook at any time.
 */
public final class ChildProcesses {
  private static final Duration POLL = Duration.ofMillis(250);

  private final List<ChildProcess> children = new ArrayList<>();
  private boolean stopped;

  /**
   * Starts components stage by stage.
   *
   * @return the first component that did not start or has ended again; empty if all are up, or if
   *     everything was stopped
   */
  public Optional<ChildProcess> start(ChildCommand command, Collection<ComponentKind> kinds)
      throws IOException, InterruptedException {
    var stages =
        kinds.stream()
            .collect(
                Collectors.groupingBy(ComponentKind::stage, TreeMap::new, Collectors.toList()));
    for (var stage : stages.values()) {
      for (var kind : stage) {
        launch(command, kind);
      }
      for (var child : all()) {
        if (!child.awaitReady()) {
          return isStopped() ? Optional.empty() : Optional.of(child);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Starts all components in one process.
   *
   * @return whether they are up
   */
  public boolean startTogether(ChildCommand command) throws IOException, InterruptedException {
    ChildProcess child;
    synchronized (children) {
      if (stopped) {
        return false;
      }
      child = ChildProcess.launchAll(command);
      children.add(child);
    }
    return child.awaitReady();
  }

  /**
   * Starts one more component and waits until it is up.
   *
   * @throws IOException if it does not start, or if everything was stopped in the meantime
   */
  public ChildProcess startAnother(ChildCommand command, ComponentKind kind)
      throws IOException, InterruptedException {
    var child = launch(command, kind);
    if (child.isEmpty() || !child.get().awaitReady()) {
      throw new IOException(kind.label() + " did not start; --keep keeps its log.");
    }
    return child.get();
  }

  /** Waits until all children have ended, and reports each that does. */
  public void awaitEnd(Consumer<ChildProcess> ended) throws InterruptedException {
    while (!all().isEmpty()) {
      for (var child : all()) {
        if (!child.isAlive()) {
          remove(child);
          ended.accept(child);
        }
      }
      Thread.sleep(POLL);
    }
  }

  /** The process of each component; the component itself may run in a child of it. */
  public Map<ComponentKind, Long> pids() {
    var pids = new EnumMap<ComponentKind, Long>(ComponentKind.class);
    all().forEach(child -> pids.put(child.kind(), child.pid()));
    return pids;
  }

  /** The running children of one kind. */
  public List<ChildProcess> ofKind(ComponentKind kind) {
    return all().stream().filter(child -> child.kind() == kind).toList();
  }

  /** Kills a child and its descendants (SIGKILL). */
  public void kill(ChildProcess child) throws InterruptedException {
    remove(child);
    child.kill();
  }

  /** Stops all children, the one started last first; false if that was done before. */
  public boolean stop() {
    synchronized (children) {
      if (stopped) {
        return false;
      }
      stopped = true;
    }
    for (var child : all().reversed()) {
      try {
        child.stop();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return true;
  }

  /** Whether {@link #stop()} was called. */
  public boolean isStopped() {
    synchronized (children) {
      return stopped;
    }
  }

  /** Starts a child; empty if everything was stopped. */
  private Optional<ChildProcess> launch(ChildCommand command, ComponentKind kind)
      throws IOException {
    synchronized (children) {
      if (stopped) {
        return Optional.empty();
      }
      var child = ChildProcess.launch(kind, command);
      children.add(child);
      return Optional.of(child);
    }
  }

  private void remove(ChildProcess child) {
    synchronized (children) {
      children.remove(child);
    }
  }

  private List<ChildProcess> all() {
    synchronized (children) {
      return List.copyOf(children);
    }
  }
}
