package dev.notifier.local.processes;

import dev.notifier.local.components.ComponentKind;
import dev.notifier.local.home.ComponentLock;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.home.ProcessTable;
import dev.notifier.local.programs.Recording;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One component in a process of its own. The child itself locks the component, writes its endpoints
 * and prints its line; this class only starts it, waits for it and ends it.
 */
public final class ChildProcess {
  /** Set in the environment of a child: its parent has already printed the home. */
  private static final String CHILD = "NOTIFIER_CHILD";

  /** The exit codes of a JVM after SIGTERM and SIGINT. */
  private static final Set<Integer> STOPPED = Set.of(143, 130);

  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(45);
  private static final Duration POLL = Duration.ofMillis(50);

  private final ComponentKind kind;
  private final HomeDirectory home;
  private final Process process;

  private ChildProcess(ComponentKind kind, HomeDirectory home, Process process) {
    this.kind = kind;
    this.home = home;
    this.process = process;
  }

  static ChildProcess launch(ComponentKind kind, ChildCommand command) throws IOException {
    return launch(kind, command.home(), command.forComponent(kind));
  }

  /** Starts all components in one process, which is ready when the api is. */
  static ChildProcess launchAll(ChildCommand command) throws IOException {
    return launch(ComponentKind.API, command.home(), command.forAll());
  }

  private static ChildProcess launch(ComponentKind kind, HomeDirectory home, List<String> command)
      throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().put(CHILD, "true");
    builder.inheritIO();
    Recording.current().ifPresent(recording -> recording.keepOutput(builder));
    return new ChildProcess(kind, home, builder.start());
  }

  /** Whether this process itself was started as a child. */
  public static boolean isThisProcess() {
    return System.getenv(CHILD) != null;
  }

  public ComponentKind kind() {
    return kind;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  public int exitCode() {
    return process.exitValue();
  }

  /** Whether the child ended at a request, as those of {@code ./notifier stop} and Ctrl-C. */
  public boolean wasStopped() {
    return !process.isAlive() && STOPPED.contains(process.exitValue());
  }

  /** Waits until the component is registered as up; false if the child ended before. */
  boolean awaitReady() throws IOException, InterruptedException {
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (isReady()) {
        return true;
      }
      Thread.sleep(POLL);
    }
    return false;
  }

  /** An application is registered with its own process, which is a descendant of the child. */
  private boolean isReady() throws IOException {
    return ComponentLock.registrations(home).stream()
        .anyMatch(registration ->
            isOrDescendsFrom(registration.pid(), process.pid())
                && ComponentKind.ofComponent(registration.component())
                    .filter(kind::equals)
                    .isPresent()
                && !registration.address().isEmpty());
  }

  private static boolean isOrDescendsFrom(long pid, long ancestor) {
    var process = ProcessHandle.of(pid);
    while (process.isPresent() && process.get().pid() != ancestor) {
      process = process.get().parent();
    }
    return process.isPresent();
  }

  /** Kills the child and its descendants (SIGKILL) and waits until they have ended. */
  void kill() throws InterruptedException {
    var descendants = process.descendants().toList();
    descendants.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    for (var one : descendants) {
      one.onExit().join();
    }
  }

  void stop() throws InterruptedException {
    ProcessTable.end(process, Recording.endLimit(STOP_LIMIT));
  }
}
