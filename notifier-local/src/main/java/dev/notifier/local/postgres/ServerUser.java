package dev.notifier.local.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The user as whom the programs of the server run. PostgreSQL does not run as root. For root, it
 * runs in its own user namespace, where root is mapped to user 65534 but keeps access to its files;
 * where that is not permitted (as in many containers), it runs as user 65534, who then owns the
 * directory.
 */
enum ServerUser {
  CURRENT_USER(""),
  NAMESPACE("unshare --user --"),
  OVERFLOW_USER("setpriv --reuid=65534 --regid=65534 --clear-groups --");

  private static final int ROOT = 0;
  private static final int OVERFLOW_UID = 65534;
  private static final String UID = "unix:uid";

  private final String prefix;

  ServerUser(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Chooses the user for the server of this directory and prepares the directory. The choice is
   * permanent, because the files belong to that user.
   */
  static ServerUser of(Path directory) throws IOException {
    if (!Files.getAttribute(directory, UID).equals(ROOT)) {
      return isRoot() && Files.getAttribute(directory, UID).equals(OVERFLOW_UID)
          ? OVERFLOW_USER
          : CURRENT_USER;
    }
    if (!isRoot()) {
      throw new IOException(
          directory + " belongs to root: start as root, or choose another --home.");
    }
    if (NAMESPACE.works("true")) {
      return NAMESPACE;
    }
    changeOwner(directory);
    if (!OVERFLOW_USER.works("test", "-w", directory.toString())) {
      throw new IOException(
          "PostgreSQL does not run as root, and user 65534 cannot reach "
              + directory
              + ": choose a --home below a directory that everybody may enter, or start as another user.");
    }
    return OVERFLOW_USER;
  }

  /** The command line that runs a command as this user. The process keeps its number. */
  List<String> command(String... command) {
    var all = new ArrayList<String>();
    if (!prefix.isEmpty()) {
      all.addAll(List.of(prefix.split(" ", -1)));
    }
    all.addAll(List.of(command));
    return all;
  }

  /** Changes the owner of a file that root has written to this user. */
  void own(Path file) throws IOException {
    if (this == OVERFLOW_USER) {
      Files.setAttribute(file, UID, OVERFLOW_UID);
    }
  }

  private static boolean isRoot() throws IOException {
    var probe = Files.createTempFile("notifier", ".uid");
    try {
      return Files.getAttribute(probe, UID).equals(ROOT);
    } finally {
      Files.delete(probe);
    }
  }

  private boolean works(String... command) {
    try {
      return new ProcessBuilder(command(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void changeOwner(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            Files.setAttribute(dir, UID, OVERFLOW_UID);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isSymbolicLink()) {
              Files.setAttribute(file, UID, OVERFLOW_UID);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
