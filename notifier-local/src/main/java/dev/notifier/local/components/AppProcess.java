package dev.notifier.local.components;

import dev.notifier.local.console.CommandException;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.home.LoopbackPorts;
import dev.notifier.local.home.ProcessTable;
import dev.notifier.local.programs.JavaProgram;
import dev.notifier.local.programs.Recording;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The api or a worker from its own jar, as a child of this process. */
record AppProcess(ComponentKind kind, HomeDirectory home, AppSettings settings)
    implements Component {
  private static final String LOG_FILE_SIZE = "20MB";
  private static final String LOG_TOTAL_SIZE = "80MB";
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(55);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(2);

  @Override
  public List<NeededPort> ports() {
    return settings.ports(kind);
  }

  @Override
  public List<ComponentKind> needs() {
    return settings.needs();
  }

  @Override
  public RunningComponent start() throws CommandException, IOException, InterruptedException {
    var anyPort = kind != ComponentKind.API || settings.apiPort() == 0;
    var port = anyPort ? LoopbackPorts.free() : settings.apiPort();
    var log = home.logs().resolve(kind.label() + "-" + ProcessHandle.current().pid() + ".log");
    var healthPort = healthPort(port);
    var process = launch(port, healthPort, log);
    var url = "http://127.0.0.1:" + port;
    var healthUrl = "http://127.0.0.1:" + healthPort;
    try {
      awaitLive(process, URI.create(healthUrl + "/actuator/health/liveness"), log);
      var endpoints = settings.endpoints(kind, url, healthUrl);
      return new RunningComponent(
          process.pid(), url, endpoints, process::isAlive, () -> stop(process));
    } catch (IOException | InterruptedException | RuntimeException e) {
      stop(process);
      throw e;
    }
  }

  /** A worker serves health on its only port. */
  private int healthPort(int port) throws IOException {
    if (kind != ComponentKind.API) {
      return port;
    }
    return settings.healthPort() == 0 ? LoopbackPorts.free() : settings.healthPort();
  }

  private Process launch(int port, int healthPort, Path log) throws CommandException, IOException {
    var all = settings.of(kind);
    all.put("server.port", Integer.toString(port));
    if (healthPort != port) {
      all.put("management.server.port", Integer.toString(healthPort));
    }
    all.put("logging.file.name", log.toString());
    all.put("logging.threshold.console", "off");
    all.put("logging.logback.rollingpolicy.max-file-size", LOG_FILE_SIZE);
    all.put("logging.logback.rollingpolicy.total-size-cap", LOG_TOTAL_SIZE);
    all.put("logging.logback.rollingpolicy.file-name-pattern", log + ".%d{yyyy-MM-dd}.%i.old");
    var builder = new ProcessBuilder(JavaProgram.application(kind.label()).command());
    // Only what Java itself prints; everything else is in the log, whose size is limited.
    builder
        .redirectErrorStream(true)
        .redirectOutput(log.resolveSibling(log.getFileName() + ".out").toFile());
    // In the environment, because every user of the machine can read a command line.
    builder
        .environment()
        .put("SPRING_APPLICATION_JSON", JsonMapper.shared().writeValueAsString(all));
    return builder.start();
  }

  private void awaitLive(Process process, URI liveness, Path log)
      throws IOException, InterruptedException {
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    try (var http = HttpClient.newBuilder().connectTimeout(REQUEST_LIMIT).build()) {
      var request = HttpRequest.newBuilder(liveness).timeout(REQUEST_LIMIT).build();
      while (System.nanoTime() < deadline) {
        if (!process.isAlive()) {
          throw new IOException("The " + kind.label() + " ended during its start; see " + log);
        }
        try {
          if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          // It does not listen yet.
        }
        Thread.sleep(POLL);
      }
    }
    throw new IOException("The " + kind.label() + " does not respond; see " + log);
  }

  private static void stop(Process process) {
    try {
      ProcessTable.end(process, Recording.endLimit(STOP_LIMIT));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
