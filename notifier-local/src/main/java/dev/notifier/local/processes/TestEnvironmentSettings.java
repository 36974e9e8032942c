package dev.notifier.local.processes;

import dev.notifier.local.bench.Target;
import dev.notifier.local.components.ComponentKind;
import dev.notifier.local.components.LocalSettings;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.home.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * The components that a load run or a chaos run starts, and their ports.
 *
 * @param components all except those for which the configuration has an external server. The SMSC
 *     is external if the configuration has routes and no port for the simulator.
 * @param javaOptions free ports, for those that the configuration does not set, and no practice
 * @param database the external database, if there is one
 */
public record TestEnvironmentSettings(
    Set<ComponentKind> components, List<String> javaOptions, Optional<Target.Database> database) {
  private static final String SMSC_PORT = "local.smsc-port";
  private static final List<String> PORTS =
      List.of(
          "local.kafka-port",
          "local.postgres-port",
          SMSC_PORT,
          "local.handset-port",
          "local.queries-port",
          "server.port",
          "management.server.port");

  /** Reads the settings from the configuration file. */
  public static TestEnvironmentSettings load(Optional<Path> file)
      throws CommandException, IOException {
    var loaded = LocalSettings.load(file);
    var binder = Binder.get(LocalSettings.environment(file));
    var components = EnumSet.allOf(ComponentKind.class);
    components.removeAll(loaded.external());
    if (loaded.ownRoutes() && !isSet(binder, SMSC_PORT)) {
      components.remove(ComponentKind.SMSC);
    }
    var database =
        loaded
            .postgres()
            .map(url ->
                new Target.Database(
                    url,
                    text(binder, "notifier.postgres.username"),
                    text(binder, "notifier.postgres.password")));
    List<String> options = freePorts(binder);
    if (!isSet(binder, PRACTICE)) {
      options.add("-D" + PRACTICE + "=false");
    }
    return new TestEnvironmentSettings(components, options, database);
  }

  /** Runs that measure or break something have the binds that messages need. */
  private static final String PRACTICE = "local.practice";

  private static List<String> freePorts(Binder binder) throws IOException {
    var options = new ArrayList<String>();
    var used = new HashSet<Integer>();
    for (var key : PORTS) {
      if (!isSet(binder, key)) {
        var port = LoopbackPorts.free();
        while (!used.add(port)) {
          port = LoopbackPorts.free();
        }
        options.add("-D" + key + "=" + port);
      }
    }
    return options;
  }

  private static boolean isSet(Binder binder, String key) {
    return binder.bind(key, String.class).isBound();
  }

  private static String text(Binder binder, String key) {
    return binder.bind(key, String.class).orElse("");
  }
}
