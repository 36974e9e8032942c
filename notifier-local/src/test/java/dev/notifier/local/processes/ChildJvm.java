package dev.notifier.local.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM with this class path, which a test may kill. */
public final class ChildJvm implements AutoCloseable {
  /** It ends before the second compiler of HotSpot, or threads that collect, would pay off. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Process process;
  private final BufferedReader out;

  private ChildJvm(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  public static ChildJvm run(Class<?> main, Object... arguments) {
    return run(List.of(), main, arguments);
  }

  /**
   * Starts one.
   *
   * @param options more options of the JVM
   */
  public static ChildJvm run(List<String> options, Class<?> main, Object... arguments) {
    var command = new ArrayList<>(command());
    command.addAll(options);
    command.add("-Xmx512m");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    try {
      return new ChildJvm(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Java of this JVM, with options for a program that ends soon. */
  public static List<String> command() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SHORT_LIVED);
    return command;
  }

  /** Reads its output up to a line that starts with this prefix, and returns the rest of it. */
  public String await(String prefix) throws IOException {
    var line = out.readLine();
    while (line != null && !line.startsWith(prefix)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("The child ended without printing " + prefix);
    }
    return line.substring(prefix.length()).strip();
  }

  /** Waits until it ends by itself; kills it if it does not. */
  public void awaitEnd(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
  }

  public long pid() {
    return process.pid();
  }

  /** Kills it, as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
