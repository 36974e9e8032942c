package dev.notifier.local.programs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Records of training runs: a JVM writes what it learned to a file when it ends, and an AOT cache
 * is made from that file.
 *
 * @param folder where the records are written
 */
public record Recording(Path folder) {
  private static final String PROPERTY = "launcher.record";

  /** Java warns about each class that it omits; only errors matter. */
  private static final String ERRORS_ONLY = "-Xlog:aot*=error,cds*=error";

  /** Writing a record takes a few seconds, and much longer on a busy machine. */
  private static final Duration END_LIMIT = Duration.ofMinutes(5);

  /** The recording that this process takes part in. */
  public static Optional<Recording> current() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .map(folder -> new Recording(Path.of(folder)));
  }

  /** How long a process may take to end: longer if it writes a record. */
  public static Duration endLimit(Duration usual) {
    return current().isPresent() ? END_LIMIT : usual;
  }

  /** From now on, this process takes part, and the applications that it starts write records. */
  public void begin() {
    System.setProperty(PROPERTY, folder.toString());
  }

  /** The option that makes a child of this process take part, too. */
  public String option() {
    return "-D" + PROPERTY + "=" + folder;
  }

  /** The options that make a program write its record. */
  public List<String> options(JavaProgram program) {
    return List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + file(program), ERRORS_ONLY);
  }

  /** What the programs print would not help who started the training; it goes to a file. */
  public void keepOutput(ProcessBuilder program) {
    var file = folder.resolve("output.txt").toFile();
    program.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(file));
  }

  /** The record of a program; it may be missing. */
  public Path file(JavaProgram program) {
    return folder.resolve(program.jar().getFileName() + ".record");
  }
}
