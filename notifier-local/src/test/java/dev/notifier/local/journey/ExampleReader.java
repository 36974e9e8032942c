package dev.notifier.local.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The programs in the folder {@code examples} that follow the feed, which run as processes. */
enum ExampleReader {
  JAVA(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "StatusFeed.java"),
  PYTHON("python3", "status_feed.py");

  private final String program;
  private final String file;

  ExampleReader(String program, String file) {
    this.program = program;
    this.file = file;
  }

  /** Starts it; it appends what it writes to the output. */
  Process start(Path output, String api, String key, String place) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(program, Path.of("..", "examples", file).toString(), place)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(Map.of("NOTIFIER_URL", api, "NOTIFIER_KEY", key));
    return builder.start();
  }

  void assumeInstalled() throws InterruptedException {
    (this == JAVA ? ExampleClient.JAVA : ExampleClient.PYTHON).assumeInstalled();
  }
}
