package dev.notifier.local;

import dev.notifier.api.app.ApiApplication;
import dev.notifier.worker.app.WorkerApplication;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The api or a worker inside this process. */
final class InProcessApp implements Component {
  private final ComponentKind kind;
  private final AppArguments settings;
  private volatile @Nullable ConfigurableApplicationContext application;

  InProcessApp(ComponentKind kind, AppArguments settings) {
    this.kind = kind;
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
  public Started start() throws IOException {
    var arguments = arguments();
    SpringApplicationBuilder builder =
        kind == ComponentKind.API ? ApiApplication.builder() : WorkerApplication.builder();
    var started = builder.registerShutdownHook(false).logStartupInfo(false).run(arguments);
    application = started;
    var url = "http://127.0.0.1:" + started.getEnvironment().getProperty("local.server.port");
    return new Started(ProcessHandle.current().pid(), url, settings.endpoints(kind, url));
  }

  private String[] arguments() throws IOException {
    try {
      return settings.of(kind).entrySet().stream()
          .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
          .toArray(String[]::new);
    } catch (CommandException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public boolean isAlive() {
    var running = application;
    return running != null && running.isActive();
  }

  @Override
  public void stop() {
    var running = application;
    application = null;
    if (running != null) {
      running.close();
    }
  }
}
