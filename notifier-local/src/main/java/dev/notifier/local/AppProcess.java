package dev.notifier.local;

import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.home.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The api or a worker as the application's own jar, a child of this process. */
final class AppProcess implements Component {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(55);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ASK_LIMIT = Duration.ofSeconds(2);

  private final ComponentKind kind;
  private final HomeDirectory home;
  private final AppArguments settings;
  private volatile @Nullable Process process;

  AppProcess(ComponentKind kind, HomeDirectory home, AppArguments settings) {
    this.kind = kind;
    this.home = home;
    this.settings = settings;
  }

  @Override
  public ComponentKind kind() {
    return kind;
  }

  @Override
  public List<NeededPort> ports() {
    return settings.ports(kind);
  }

  @Override
  public Started start() throws IOException, InterruptedException {
    var port = kind == ComponentKind.API ? settings.apiPort() : LoopbackPorts.free();
    var started = launch(port);
    process = started;
    var url = "http://127.0.0.1:" + port;
    awaitAnswer(started, URI.create(url + "/actuator/health/liveness"));
    return new Started(started.pid(), url, settings.endpoints(kind, url));
  }

  private Process launch(int port) throws IOException {
    Map<String, String> all;
    try {
      all = settings.of(kind);
    } catch (CommandException e) {
      throw new IOException(e.getMessage(), e);
    }
    all.put("server.port", Integer.toString(port));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            jar().toString()));
    var log = home.logs().resolve(kind.word() + "-" + ProcessHandle.current().pid() + ".log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // In the environment, because a command line can be read by every user of the machine.
    builder
        .environment()
        .put("SPRING_APPLICATION_JSON", JsonMapper.shared().writeValueAsString(all));
    return builder.start();
  }

  private Path jar() throws IOException {
    var target =
        Path.of(System.getProperty("launcher.root", "."), "notifier-" + kind.word(), "target");
    if (Files.isDirectory(target)) {
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "*-app.jar")) {
        for (var jar : jars) {
          return jar;
        }
      }
    }
    throw new IOException(
        "The " + kind.word() + " is not built: run ./mvnw package, or ./notifier start.");
  }

  private void awaitAnswer(Process started, URI liveness) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    try (var http = HttpClient.newBuilder().connectTimeout(ASK_LIMIT).build()) {
      var ask = HttpRequest.newBuilder(liveness).timeout(ASK_LIMIT).build();
      while (System.nanoTime() < deadline) {
        if (!started.isAlive()) {
          throw new IOException(
              "The " + kind.word() + " ended at once; its log: ./notifier logs " + kind.word());
        }
        try {
          if (http.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          // It does not listen yet.
          Thread.sleep(POLL);
        }
      }
    }
    throw new IOException("The " + kind.word() + " does not answer; see ./notifier logs");
  }

  @Override
  public boolean isAlive() {
    var running = process;
    return running != null && running.isAlive();
  }

  @Override
  public void stop() {
    var running = process;
    process = null;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      if (!running.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running.destroyForcibly();
    }
  }
}
