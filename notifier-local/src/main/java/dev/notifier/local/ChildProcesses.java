package dev.notifier.local;

import dev.notifier.local.home.HomeDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Parts in processes of their own, started and stopped together. {@link #stop()} may come from a
 * shutdown hook at any time.
 */
final class ChildProcesses {
  private final HomeDirectory home;
  private final List<ChildProcess> children = new ArrayList<>();
  private boolean stopped;

  ChildProcesses(HomeDirectory home) {
    this.home = home;
  }

  /**
   * Starts them stage by stage.
   *
   * @param javaOptions for their Java besides those of this process
   */
  void start(Set<ComponentKind> parts, CommandLineArguments line, List<String> javaOptions)
      throws CommandException, IOException, InterruptedException {
    var stages =
        parts.stream()
            .collect(
                Collectors.groupingBy(ComponentKind::stage, TreeMap::new, Collectors.toList()));
    for (var stage : stages.values()) {
      for (var kind : stage) {
        launch(kind, line, javaOptions);
      }
      for (var child : all()) {
        if (!child.awaitReady(home)) {
          throw new CommandException(
              child.kind().word() + " did not start; with --keep its log stays.");
        }
      }
    }
  }

  /** The process of each part; the parts themselves may be children of it. */
  Map<ComponentKind, Long> pids() {
    var pids = new EnumMap<ComponentKind, Long>(ComponentKind.class);
    all().forEach(child -> pids.put(child.kind(), child.pid()));
    return pids;
  }

  /**
   * Starts one more and waits until it is up.
   *
   * @throws IOException if it ends before, or everything was stopped meanwhile
   */
  ChildProcess more(ComponentKind kind, CommandLineArguments line, List<String> javaOptions)
      throws IOException, InterruptedException {
    var child = launch(kind, line, javaOptions);
    if (child.isEmpty() || !child.get().awaitReady(home)) {
      throw new IOException(kind.word() + " did not start; with --keep its log stays.");
    }
    return child.get();
  }

  /** Kills one and all that it started, at once (SIGKILL). */
  void kill(ChildProcess child) throws InterruptedException {
    synchronized (children) {
      children.remove(child);
    }
    child.kill();
  }

  /** Those of a kind that were started and not killed. */
  List<ChildProcess> all(ComponentKind kind) {
    return all().stream().filter(child -> child.kind() == kind).toList();
  }

  /** Stops them, last started first; false if that was done before. */
  boolean stop() {
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

  /** Empty if everything was stopped. */
  private Optional<ChildProcess> launch(
      ComponentKind kind, CommandLineArguments line, List<String> javaOptions) throws IOException {
    synchronized (children) {
      if (stopped) {
        return Optional.empty();
      }
      var child = ChildProcess.launch(kind, line, javaOptions);
      children.add(child);
      return Optional.of(child);
    }
  }

  private List<ChildProcess> all() {
    synchronized (children) {
      return List.copyOf(children);
    }
  }
}
