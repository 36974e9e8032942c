package dev.notifier.local.journey;

import dev.notifier.local.processes.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The programs in the folder {@code examples} that follow the feed, which run as processes. */
enum ExampleReader {
  JAVA(ChildJvm.command(), "StatusFeed.java"),
  PYTHON(List.of("python3"), "status_feed.py");

  @SuppressWarnings("ImmutableEnumChecker") // Never handed out, never changed.
  private final List<String> program;

  private final String file;

  ExampleReader(List<String> program, String file) {
    this.program = program;
    this.file = file;
  }

  /** Starts it; it appends what it writes to the output. */
  Process start(Path output, String api, String key, String place) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(Path.of("..", "examples", file).toString(), place));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(Map.of("NOTIFIER_URL", api, "NOTIFIER_KEY", key));
    return builder.start();
  }

  void assumeInstalled() throws InterruptedException {
    (this == JAVA ? ExampleClient.JAVA : ExampleClient.PYTHON).assumeInstalled();
  }
}
