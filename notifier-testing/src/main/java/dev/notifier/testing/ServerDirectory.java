package dev.notifier.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.utils.Utils;

/**
 * The directory of an embedded server. A broker syncs some files of each partition when it creates
 * a topic, and PostgreSQL creates a thousand files for each database. Both take three times as long
 * on a disk as in memory, and no test needs the files after a crash of the machine.
 */
enum ServerDirectory {
  /** A broker of the tests uses less than a tenth of it. */
  KAFKA("notifier-test-kafka-", 1L << 30),

  /** A server of the tests uses less than a quarter of it, so that several can start at once. */
  POSTGRES("notifier-test-postgres-", 4L << 30);

  private static final Path MEMORY = Path.of("/dev/shm");

  /** Longer than any JVM with tests. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final String prefix;

  /** How much must be left. A container often has only 64 MB. */
  private final long freeBytes;

  ServerDirectory(String prefix, long freeBytes) {
    this.prefix = prefix;
    this.freeBytes = freeBytes;
  }

  /** Creates a directory in memory if there is enough, and else one for temporary files. */
  Path create() {
    try {
      if (!hasSpace(MEMORY)) {
        return Files.createTempDirectory(prefix);
      }
      Path created = Files.createTempDirectory(MEMORY, prefix);
      Instant now = Files.getLastModifiedTime(created).toInstant();
      deleteAbandoned(MEMORY, now.minus(ABANDONED));
      return created;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean hasSpace(Path directory) throws IOException {
    return Files.isWritable(directory)
        && Files.getFileStore(directory).type().equals("tmpfs")
        && Files.getFileStore(directory).getUsableSpace() >= freeBytes;
  }

  /** A JVM that was killed leaves its directory. */
  void deleteAbandoned(Path parent, Instant before) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, prefix + "*")) {
      for (Path directory : found) {
        deleteIfAbandoned(directory, before);
      }
    }
  }

  private static void deleteIfAbandoned(Path directory, Instant before) {
    try {
      if (Files.getLastModifiedTime(directory).toInstant().isBefore(before)) {
        Utils.delete(directory.toFile());
      }
    } catch (IOException _) {
      // It belongs to another user, or another JVM deletes it at the same time.
    }
  }
}
