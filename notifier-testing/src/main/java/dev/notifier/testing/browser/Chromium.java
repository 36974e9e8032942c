package dev.notifier.testing.browser;

import dev.notifier.testing.MissingServiceException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the Chromium of this machine; Playwright would download one. */
public final class Chromium {
  /** The system property and the environment variable with its path. */
  static final String PROPERTY = "test.chromium";

  static final String VARIABLE = "CHROMIUM";

  private static final List<String> COMMANDS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final List<Path> APPLICATIONS =
      List.of(
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));

  private Chromium() {}

  /**
   * Finds it.
   *
   * @param named the path that a person has chosen; empty for the usual places
   * @param path the value of the variable PATH
   * @throws MissingServiceException if there is none
   */
  static Path find(String named, String path) {
    if (!named.isEmpty()) {
      Path chosen = Path.of(named);
      if (Files.isExecutable(chosen)) {
        return chosen;
      }
      throw new MissingServiceException(
          named + " is no program: set " + PROPERTY + " or " + VARIABLE + " to that of Chromium");
    }
    List<Path> places = new ArrayList<>();
    for (String command : COMMANDS) {
      for (String directory : path.split(File.pathSeparator, -1)) {
        places.add(Path.of(directory, command));
      }
    }
    places.addAll(APPLICATIONS);
    return places.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new MissingServiceException(
                "No Chromium was found: install the package chromium (apt-get install chromium), or"
                    + " set -D"
                    + PROPERTY
                    + " or the environment variable "
                    + VARIABLE
                    + " to its path (docs/contributing.md, Browser)"));
  }

  /**
   * Finds that of this machine.
   *
   * @throws MissingServiceException if there is none
   */
  public static Path find() {
    String variable = System.getenv().getOrDefault(VARIABLE, "");
    return find(System.getProperty(PROPERTY, variable), System.getenv().getOrDefault("PATH", ""));
  }
}
