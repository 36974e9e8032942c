package dev.notifier.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.local.cli.NotifierCli;
import dev.notifier.local.processes.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Runs the shell examples of the documentation as a reader does: in a folder with {@code notifier}
 * and the home {@code .notifier}.
 */
final class ShellExamples {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```sh\n(.*?)```");

  private final Path folder;
  private final List<String> examples;

  /**
   * @param page below the root of the repository
   * @param folder where to run them
   * @param home of the running Notifier
   */
  ShellExamples(String page, Path folder, Path home) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.examples =
        EXAMPLE
            .matcher(Files.readString(Path.of("..").resolve(page)))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    Path link = folder.resolve(".notifier");
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, home);
      Path script =
          Files.writeString(
              folder.resolve("notifier"),
              "#!/bin/sh\nexec '%s' -cp '%s' %s \"$@\" --home '%s'\n"
                  .formatted(
                      String.join("' '", ChildJvm.command()),
                      System.getProperty("java.class.path"),
                      NotifierCli.class.getName(),
                      home));
      assertThat(script.toFile().setExecutable(true)).isTrue();
    }
  }

  /** The only example that has this text. */
  String with(String text) {
    List<String> found = examples.stream().filter(each -> each.contains(text)).toList();
    assertThat(found).as("examples with " + text).hasSize(1);
    return found.getFirst();
  }

  /** Runs a script, and returns what it prints. */
  String run(String script) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("bash", "-eu", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    shell.getOutputStream().close();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(output).isZero();
    return output;
  }
}
