package dev.notifier.local;

import dev.notifier.local.home.ComponentLock;
import dev.notifier.local.home.HomeDirectory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this very program is run once more, for one part. */
final class SelfProcess {
  /** Set in the environment of a child, whose parent already says where the home is. */
  static final String QUIET = "NOTIFIER_CHILD";

  private SelfProcess() {}

  /**
   * The same Java, options and class path or jar, up to the program's own arguments.
   *
   * @param more options besides those of this process
   */
  static List<String> javaCommand(List<String> more) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(more);
    var classPath = System.getProperty("java.class.path");
    if (classPath.endsWith("-app.jar")) {
      command.addAll(List.of("-jar", classPath));
    } else {
      command.addAll(List.of("-cp", classPath, Main.class.getName()));
    }
    return command;
  }

  static boolean isChild() {
    return System.getenv(QUIET) != null;
  }

  /**
   * Whether the part that this process was started for is noted as up: by itself, or as a process
   * that it started, as an application is.
   */
  static boolean isUp(HomeDirectory home, ComponentKind kind, long pid) throws IOException {
    return ComponentLock.notes(home).stream()
        .anyMatch(note ->
            isOrDescendsFrom(note.pid(), pid)
                && ComponentKind.ofName(note.part()).filter(kind::equals).isPresent()
                && !note.address().isEmpty());
  }

  private static boolean isOrDescendsFrom(long pid, long ancestor) {
    var process = ProcessHandle.of(pid);
    while (process.isPresent() && process.get().pid() != ancestor) {
      process = process.get().parent();
    }
    return process.isPresent();
  }
}
