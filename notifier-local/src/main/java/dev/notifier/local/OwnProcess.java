package dev.notifier.local;

import dev.notifier.local.home.Home;
import dev.notifier.local.home.PartClaim;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this very program is run once more, for one part. */
final class OwnProcess {
  /** Set in the environment of a child, whose parent already says where the home is. */
  static final String QUIET = "NOTIFIER_CHILD";

  private OwnProcess() {}

  /** The same Java, options and class path or jar, up to the program's own arguments. */
  static List<String> javaCommand() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
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

  /** An application runs from its own jar, as a child of the process that was started for it. */
  private static boolean isOrStartedBy(long part, long pid) {
    return part == pid
        || ProcessHandle.of(part)
            .flatMap(ProcessHandle::parent)
            .filter(parent -> parent.pid() == pid)
            .isPresent();
  }

  /** Whether the part that this process was started for is noted as up. */
  static boolean isUp(Home home, PartKind kind, long pid) throws IOException {
    return PartClaim.notes(home).stream()
        .anyMatch(note ->
            isOrStartedBy(note.pid(), pid)
                && PartKind.ofName(note.part()).filter(kind::equals).isPresent()
                && !note.address().isEmpty());
  }
}
