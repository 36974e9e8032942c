package dev.notifier.local.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The programs in the folder {@code examples} that follow the feed, which run as processes. */
enum ExampleReader {
  JAVA("StatusFeed.java"),
  PYTHON("status_feed.py");

  private final String file;

  ExampleReader(String file) {
    this.file = file;
  }

  /** Starts it; it appends what it writes to the output. */
  Process start(Path output, String api, String key, String place) throws IOException {
    List<String> command = new ArrayList<>(ExampleClient.command(file));
    command.add(place);
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
