package dev.notifier.local.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Runs {@code ./notifier} in this JVM: one of its own needs seconds of processor time to start. */
public final class CommandHere {
  private CommandHere() {}

  /**
   * Runs a command, and returns what it prints on standard output. A command must not run at the
   * same time as another one.
   *
   * @throws IllegalStateException if the exit code is another one
   */
  public static String run(int exitCode, Object... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    StringWriter errors = new StringWriter();
    int code;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      code =
          NotifierCli.commandLine()
              .setErr(new PrintWriter(errors, true))
              .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    } finally {
      System.setOut(before);
    }
    String output = printed.toString(StandardCharsets.UTF_8);
    if (code != exitCode) {
      throw new IllegalStateException("It ended with " + code + ":\n" + output + errors);
    }
    return output;
  }

  /**
   * Runs a command, and returns the rest of the first line that begins with a prefix.
   *
   * @throws IllegalStateException if it prints no such line, or ends with another exit code
   */
  public static String printed(String prefix, int exitCode, Object... arguments) {
    String output = run(exitCode, arguments);
    return output
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No line with " + prefix + " in " + output));
  }
}
