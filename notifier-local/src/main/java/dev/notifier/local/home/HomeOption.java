package dev.notifier.local.home;

import dev.notifier.local.console.AbsolutePath;
import dev.notifier.local.console.CommandException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option {@code --home}, which every command has. */
public final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      converter = AbsolutePath.class,
      description =
          "directory for data, secrets and logs (default: .notifier beside the script; bench and"
              + " chaos use a temporary one)")
  private @Nullable Path directory;

  /** The given directory, or else the default one. */
  public Path orDefault() {
    return directory != null
        ? directory
        : AbsolutePath.of(System.getProperty("launcher.root", ".")).resolve(".notifier");
  }

  /** The given directory, or else a new temporary one. */
  public Path orTemporary(String command) {
    var name =
        "notifier-%s-%d-%d".formatted(command, ProcessHandle.current().pid(), System.nanoTime());
    return directory != null ? directory : Path.of(System.getProperty("java.io.tmpdir"), name);
  }

  /** Whether the option was given. */
  public boolean isGiven() {
    return directory != null;
  }

  /**
   * Opens the home for a command that works on what was started before.
   *
   * @throws CommandException if it does not exist
   */
  public HomeDirectory openExisting() throws CommandException, IOException {
    var existing = orDefault();
    if (!HomeDirectory.exists(existing)) {
      throw new CommandException("Nothing has been started in " + existing + " yet.");
    }
    return HomeDirectory.open(existing);
  }
}
