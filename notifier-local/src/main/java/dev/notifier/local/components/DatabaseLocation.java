package dev.notifier.local.components;

import dev.notifier.config.ConfigLoader;
import dev.notifier.config.ConfigurationException;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.home.HomeOption;
import dev.notifier.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the database of a command is: in the home, or where the configuration says. */
public final class DatabaseLocation {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private DatabaseLocation() {}

  /**
   * Returns how to connect to it, with one connection.
   *
   * @param config the configuration file that the command names
   * @param name of the program, for PostgreSQL
   * @throws CommandException if none runs in the home, or the configuration has errors
   */
  public static Database.Settings of(HomeOption homeOption, Optional<Path> config, String name)
      throws CommandException, IOException {
    if (LocalSettings.load(config).postgres().isEmpty()) {
      HomeDirectory home = homeOption.openExisting();
      String url =
          home.endpoints()
              .get("postgres")
              .orElseThrow(() ->
                  new CommandException(
                      "No PostgreSQL runs in "
                          + home.directory()
                          + ": start it, or name --config."));
      return settings(url, "", "", name);
    }
    try {
      var postgres = ConfigLoader.loadConnections(LocalSettings.environment(config)).postgres();
      return settings(postgres.url(), postgres.username(), postgres.password(), name);
    } catch (ConfigurationException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
  }

  private static Database.Settings settings(
      String url, String username, String password, String name) {
    return new Database.Settings(url, username, password, name, 1, TIMEOUT);
  }
}
