package dev.notifier.local.components;

import dev.notifier.api.app.ApiApplication;
import dev.notifier.local.console.CommandException;
import dev.notifier.worker.app.WorkerApplication;
import java.io.IOException;
import java.util.List;

/** The api or a worker inside this process. */
record InProcessApp(ComponentKind kind, AppSettings settings) implements Component {
  @Override
  public List<NeededPort> ports() {
    return settings.ports(kind);
  }

  @Override
  public List<ComponentKind> needs() {
    return settings.needs();
  }

  @Override
  public RunningComponent start() throws CommandException, IOException {
    var arguments =
        settings.of(kind).entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    var builder =
        kind == ComponentKind.API ? ApiApplication.builder() : WorkerApplication.builder();
    var context = builder.registerShutdownHook(false).logStartupInfo(false).run(arguments);
    var url = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    var healthUrl =
        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port");
    return RunningComponent.inThisProcess(
        url, settings.endpoints(kind, url, healthUrl), context::isActive, context::close);
  }
}
