package dev.notifier.local.journey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The clients in the folder {@code examples}, which run as processes. */
enum ExampleClient {
  JAVA("java", "NotifierClient.java"),
  PYTHON("python3", "notifier_client.py");

  private static final long LIMIT_SECONDS = 120;

  private final String program;
  private final String file;

  ExampleClient(String program, String file) {
    this.program = program;
    this.file = file;
  }

  /**
   * How a client ended.
   *
   * @param output standard output and standard error
   */
  record Result(int exitCode, String output) {}

  /**
   * Runs the client until it ends.
   *
   * @param folder for its output
   */
  Result run(Path folder, String api, String key, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>(command(file));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path output = Files.createTempFile(folder, "client", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder
        .environment()
        .putAll(Map.of("NOTIFIER_URL", api, "NOTIFIER_KEY", key, "NOTIFIER_MAX_WAIT", "1"));
    Process process = builder.start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("The client did not end: " + Files.readString(output));
    }
    return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  /** The command that runs an example; tests run in the directory of their module. */
  static List<String> command(String file) {
    return file.endsWith(".java")
        ? CompiledExamples.command(file.replace(".java", ""))
        : List.of("python3", Path.of("..", "examples", file).toString());
  }

  /** Skips the test if the language is not installed. */
  void assumeInstalled() throws InterruptedException {
    try {
      new ProcessBuilder(program, "--version")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      Assumptions.abort(program + " is not installed: the client " + file + " was not tested");
    }
  }
}
