package dev.notifier.local.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A folder with the script {@code notifier}, and with a Maven and a JDK that do almost nothing. The
 * java appends its arguments to the file {@code calls}.
 */
final class ScriptFolder implements AutoCloseable {
  private final List<Process> processes = new ArrayList<>();
  private final Path root;

  ScriptFolder(Path root) throws IOException {
    this.root = root;
    Files.copy(Repository.ROOT.resolve("notifier"), root.resolve("notifier"));
    Files.createFile(root.resolve("pom.xml"));
    Files.createDirectories(root.resolve("notifier-local/src"));
    Files.createFile(root.resolve("notifier-local/pom.xml"));
    script("build-config/find-jdk.sh", "echo " + root.resolve("jdk"));
    write("jdk/release", "one\n");
    script(
        "jdk/bin/java",
        """
        if [ "$1" = -Djarmode=tools ]; then
          touch "$7/${3##*/}"
        else
          echo "$*" >>"${0%/jdk/bin/java}/calls"
          echo started
        fi
        """);
    script(
        "mvnw",
        """
        echo build >>builds
        while [ ! -e go ]; do sleep 0.1; done
        for module in notifier-local notifier-api notifier-worker smsc-simulator; do
          mkdir -p $module/target
          touch $module/target/$module-1.jar $module/target/$module-1-app.jar
        done
        """);
  }

  /** Lets builds end. */
  void allowBuilds() throws IOException {
    Files.createFile(root.resolve("go"));
  }

  /** Starts the script; its output goes to a file of this folder. */
  Process start(String output, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(root.resolve("notifier").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(root.resolve(output).toFile());
    builder.environment().keySet().removeIf(name -> name.endsWith("_OPTIONS"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  String text(String file) throws IOException {
    return Files.readString(root.resolve(file));
  }

  void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  boolean exists(String path) {
    return Files.exists(root.resolve(path));
  }

  void script(String path, String text) throws IOException {
    write(path, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
