package dev.notifier.local;

import dev.notifier.local.home.HomeDirectory;

/** Makes the parts that can be started. */
final class ComponentFactory {
  private ComponentFactory() {}

  /**
   * A part.
   *
   * @param alone whether this process was started for this part alone: an application then runs
   *     from its own jar, as it would elsewhere
   */
  static Component create(
      ComponentKind kind, HomeDirectory home, AppArguments settings, boolean alone) {
    return switch (kind) {
      case POSTGRES -> new PostgresComponent(home, settings.local());
      case KAFKA -> new KafkaComponent(home, settings.local());
      case SMSC -> new SmscComponent(home, settings.local());
      case WORKER, API ->
          alone ? new AppProcess(kind, home, settings) : new InProcessApp(kind, settings);
    };
  }
}
