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
 * As whom the server's programs run. PostgreSQL refuses root: there it is put into a user namespace
 * of its own, where root is nobody and yet keeps its files; where that is forbidden (as in many
 * containers) it becomes user 65534, who then owns the folder.
 */
enum ServerUser {
  OURSELVES(""),
  NAMESPACE("unshare --user --"),
  NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups --");

  private static final int ROOT = 0;
  private static final int NOBODY_UID = 65534;
  private static final String UID = "unix:uid";

  private final String prefix;

  ServerUser(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Chooses for the server of this folder, and prepares the folder. What was chosen once stays, as
   * the files belong to that user.
   */
  static ServerUser of(Path directory) throws IOException {
    if (!Files.getAttribute(directory, UID).equals(ROOT)) {
      return isRoot() && Files.getAttribute(directory, UID).equals(NOBODY_UID) ? NOBODY : OURSELVES;
    }
    if (!isRoot()) {
      throw new IOException(
          directory + " belongs to root: start as root, or choose another --home.");
    }
    if (NAMESPACE.works("true")) {
      return NAMESPACE;
    }
    giveToNobody(directory);
    if (!NOBODY.works("test", "-w", directory.toString())) {
      throw new IOException(
          "PostgreSQL does not run as root, and user 65534 cannot reach "
              + directory
              + ": choose a --home below a folder that everybody may enter, or start as another user.");
    }
    return NOBODY;
  }

  /** The command line that runs this command as that user; the process keeps its number. */
  List<String> command(String... command) {
    var all = new ArrayList<String>();
    if (!prefix.isEmpty()) {
      all.addAll(List.of(prefix.split(" ", -1)));
    }
    all.addAll(List.of(command));
    return all;
  }

  /** Makes a file that root has written the server's own. */
  void own(Path file) throws IOException {
    if (this == NOBODY) {
      Files.setAttribute(file, UID, NOBODY_UID);
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

  private static void giveToNobody(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            Files.setAttribute(dir, UID, NOBODY_UID);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isSymbolicLink()) {
              Files.setAttribute(file, UID, NOBODY_UID);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
