package dev.notifier.local.processes;

import dev.notifier.local.components.ComponentKind;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.programs.JavaProgram;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line that starts one component in a process of its own: the same program as this one,
 * with {@code start --only}.
 *
 * @param config the configuration file, if there is one
 * @param javaOptions options of the child's JVM in addition to those of this process
 */
public record ChildCommand(HomeDirectory home, Optional<Path> config, List<String> javaOptions) {

  public ChildCommand {
    javaOptions = List.copyOf(javaOptions);
  }

  List<String> forComponent(ComponentKind kind) {
    // All classes of a cache are loaded at the start. Of the components that run in this program,
    // only Kafka does so much work that it gains.
    var cache =
        kind == ComponentKind.KAFKA
            ? JavaProgram.current().map(JavaProgram::cacheOptionsIfUsable).orElse(List.of())
            : List.<String>of();
    return start(cache, List.of("--only", kind.label()));
  }

  /** The command line that starts all components in one process. */
  List<String> forAll() {
    return start(List.of(), List.of());
  }

  private List<String> start(List<String> cache, List<String> selection) {
    var command = program(cache);
    command.add("start");
    command.addAll(selection);
    command.addAll(List.of("--home", home.directory().toString()));
    config.ifPresent(file -> command.addAll(List.of("--config", file.toString())));
    return command;
  }

  /** The same program as this one, without arguments. */
  public List<String> program() {
    return program(List.of());
  }

  private List<String> program(List<String> cache) {
    var command = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      // In a session of its own, Ctrl-C at the terminal does not end all components at once.
      command.add("/usr/bin/setsid");
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(javaOptions);
    command.addAll(cache);
    var classPath = System.getProperty("java.class.path");
    if (classPath.endsWith("-app.jar")) {
      command.addAll(List.of("-jar", classPath));
    } else {
      // HotSpot puts the main class of this process first.
      var main = System.getProperty("sun.java.command").split(" ", 2)[0];
      command.addAll(List.of("-cp", classPath, main));
    }
    return command;
  }
}
