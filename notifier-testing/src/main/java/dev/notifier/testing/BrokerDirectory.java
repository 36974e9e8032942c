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
 * The directory of an embedded broker. A broker syncs some files of each partition when it creates
 * a topic, which takes three times as long on a disk as in memory, and no test needs the files
 * after a crash of the machine.
 */
final class BrokerDirectory {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "notifier-test-kafka-";

  /** A broker of the tests uses less than a tenth of it. A container often has only 64 MB. */
  private static final long FREE_BYTES = 1L << 30;

  /** Longer than any JVM with tests. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private BrokerDirectory() {}

  /** Creates a directory in memory if there is enough, and else one for temporary files. */
  static Path create() {
    try {
      if (!hasSpace(MEMORY)) {
        return Files.createTempDirectory(PREFIX);
      }
      Path created = Files.createTempDirectory(MEMORY, PREFIX);
      Instant now = Files.getLastModifiedTime(created).toInstant();
      deleteAbandoned(MEMORY, now.minus(ABANDONED));
      return created;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasSpace(Path directory) throws IOException {
    return Files.isWritable(directory)
        && Files.getFileStore(directory).type().equals("tmpfs")
        && Files.getFileStore(directory).getUsableSpace() >= FREE_BYTES;
  }

  /** A JVM that was killed leaves its directory. */
  static void deleteAbandoned(Path parent, Instant before) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
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
