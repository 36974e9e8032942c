package dev.notifier.local.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Small private files that several processes change: one at a time, and atomically. */
final class LockedFile {
  static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

  /** A file lock works between processes; the threads of this process need a lock of their own. */
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private LockedFile() {}

  interface Action<T> {
    T run() throws IOException;
  }

  /** Waits until no other process or thread holds this lock file, then runs the action. */
  static <T> T with(Path lockFile, Action<T> action) throws IOException {
    IN_THIS_PROCESS.lock();
    try (var channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      return action.run();
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  /** Replaces the content of the file atomically; only its owner can read it. */
  static void replace(Path file, String content) throws IOException {
    var directory = file.toAbsolutePath().getParent();
    var fresh =
        Files.createTempFile(
            directory, ".new", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Files.writeString(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
