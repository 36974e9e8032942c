package dev.notifier.local;

import dev.notifier.local.home.HomeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A start of one part in a process of its own, watched by this one. The child claims its part,
 * writes its endpoints and prints its own line; here it is only started, awaited and ended.
 */
final class ChildProcess {
  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(45);
  private static final Duration POLL = Duration.ofMillis(50);

  private final ComponentKind kind;
  private final Process process;

  private ChildProcess(ComponentKind kind, Process process) {
    this.kind = kind;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param javaOptions for its Java besides those of this process
   */
  static ChildProcess launch(
      ComponentKind kind, CommandLineArguments line, List<String> javaOptions) throws IOException {
    var command = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      // In a session of its own a Ctrl-C at the terminal does not end all parts at once.
      command.add("/usr/bin/setsid");
    }
    command.addAll(SelfProcess.javaCommand(javaOptions));
    command.addAll(List.of("start", "--only", kind.word(), "--home", line.home().toString()));
    line.config().ifPresent(file -> command.addAll(List.of("--config", file.toString())));
    var builder = new ProcessBuilder(command);
    builder.environment().put(SelfProcess.QUIET, "true");
    return new ChildProcess(kind, builder.inheritIO().start());
  }

  ComponentKind kind() {
    return kind;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  /** Waits until the child has noted that its part is up; false if it ended before. */
  boolean awaitReady(HomeDirectory home) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (SelfProcess.isUp(home, kind, process.pid())) {
        return true;
      }
      Thread.sleep(POLL);
    }
    return false;
  }

  /** Ends it and what it started at once (SIGKILL) and waits until they are gone. */
  void kill() throws InterruptedException {
    var below = process.descendants().toList();
    below.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    for (var one : below) {
      one.onExit().join();
    }
  }

  void stop() throws InterruptedException {
    var below = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      // Or what it started would go on without it.
      below.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
