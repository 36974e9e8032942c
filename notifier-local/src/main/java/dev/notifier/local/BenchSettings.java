package dev.notifier.local;

import dev.notifier.local.bench.Target;
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
 * What a load run starts, and where.
 *
 * @param parts those to start; of somebody else are what the configuration file names, and the
 *     message centre as soon as it names routes without a port for the simulator
 * @param javaOptions free ports for what the configuration leaves open
 * @param store the database, if it is somebody else's
 */
record BenchSettings(
    Set<ComponentKind> parts, List<String> javaOptions, Optional<Target.Store> store) {
  private static final String SMSC_PORT = "local.smsc-port";
  private static final List<String> PORTS =
      List.of(
          "local.kafka-port",
          "local.postgres-port",
          SMSC_PORT,
          "local.handset-port",
          "server.port");

  static BenchSettings of(Optional<Path> file) throws CommandException, IOException {
    var loaded = LocalSettings.load(file);
    var binder = Binder.get(LocalSettings.environment(file));
    var parts = EnumSet.allOf(ComponentKind.class);
    loaded.kafka().ifPresent(_ -> parts.remove(ComponentKind.KAFKA));
    loaded.postgres().ifPresent(_ -> parts.remove(ComponentKind.POSTGRES));
    if (loaded.ownRoutes() && !isSet(binder, SMSC_PORT)) {
      parts.remove(ComponentKind.SMSC);
    }
    var store =
        loaded
            .postgres()
            .map(url ->
                new Target.Store(
                    url,
                    text(binder, "notifier.postgres.username"),
                    text(binder, "notifier.postgres.password")));
    return new BenchSettings(parts, freePorts(binder), store);
  }

  private static List<String> freePorts(Binder binder) throws IOException {
    var options = new ArrayList<String>();
    var taken = new HashSet<Integer>();
    for (var key : PORTS) {
      if (!isSet(binder, key)) {
        var port = LoopbackPorts.free();
        while (!taken.add(port)) {
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
