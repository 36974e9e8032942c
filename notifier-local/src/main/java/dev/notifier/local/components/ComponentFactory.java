package dev.notifier.local.components;

import dev.notifier.local.home.HomeDirectory;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Creates the components of a start. */
final class ComponentFactory {
  private ComponentFactory() {}

  /**
   * Creates the components of these kinds.
   *
   * @param file the configuration file that the settings were read from, if there is one
   * @param alone whether this process was started for one component only; an application then runs
   *     from its own jar, as it does elsewhere
   */
  static List<Component> create(
      Collection<ComponentKind> kinds,
      HomeDirectory home,
      LocalSettings.Loaded settings,
      Optional<Path> file,
      boolean alone) {
    var appSettings = new AppSettings(home, settings, file);
    var local = settings.local();
    return kinds.stream()
        .<Component>map(kind ->
            switch (kind) {
              case POSTGRES -> new PostgresComponent(home, local.postgresPort());
              case KAFKA -> new KafkaComponent(home, local.kafkaPort());
              case SMSC -> new SmscComponent(home, settings);
              case QUERIES -> new QueriesComponent(home, local.queriesPort());
              case WORKER, API ->
                  alone
                      ? new AppProcess(kind, home, appSettings)
                      : new InProcessApp(kind, appSettings);
            })
        .toList();
  }
}
