package dev.notifier.local.journey;

import dev.notifier.local.processes.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * The Java programs of the folder {@code examples}, compiled once for all tests of this JVM. People
 * start the source files, and each start compiles them, which takes longer than the program.
 */
final class CompiledExamples {
  private static final Path CLASSES =
      Path.of("target", "examples-" + ProcessHandle.current().pid());

  private CompiledExamples() {}

  /**
   * The command that runs an example.
   *
   * @param name the class, such as {@code NotifierClient}
   */
  static synchronized List<String> command(String name) {
    if (!Files.exists(CLASSES.resolve(name + ".class"))) {
      compile(name);
    }
    List<String> command = new ArrayList<>(ChildJvm.command());
    command.addAll(List.of("-cp", CLASSES.toString(), name));
    return command;
  }

  private static void compile(String name) {
    try {
      Files.createDirectories(CLASSES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String source = Path.of("..", "examples", name + ".java").toString();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", CLASSES.toString(), source);
    if (result != 0) {
      throw new AssertionError(source + " does not compile");
    }
  }
}
