package dev.notifier.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerDirectoryTest {
  @TempDir private Path parent;

  @Test
  void eachServerHasItsOwn() throws Exception {
    Path one = ServerDirectory.KAFKA.create();
    Path other = ServerDirectory.KAFKA.create();
    assertThat(one).isEmptyDirectory().isNotEqualTo(other);
    Utils.delete(one.toFile());
    Utils.delete(other.toFile());
  }

  @Test
  void onlyThoseOfJvmsThatWereKilledLongAgoAreDeleted() throws Exception {
    Instant now = Instant.parse("2026-11-29T12:00:00Z");
    Path old = directory("notifier-test-kafka-1", now.minus(Duration.ofHours(25)));
    Path inUse = directory("notifier-test-kafka-2", now.minus(Duration.ofHours(23)));
    Path other = directory("of-another-program", now.minus(Duration.ofDays(300)));

    ServerDirectory.KAFKA.deleteAbandoned(parent, now.minus(Duration.ofHours(24)));

    assertThat(old).doesNotExist();
    assertThat(inUse).isDirectory();
    assertThat(other).isDirectory();
  }

  /** As those of another user: the tests may run as root, who may delete everything. */
  @Test
  void oneThatCannotBeDeletedIsLeft() throws Exception {
    Instant now = Instant.parse("2026-11-29T12:00:00Z");
    Path dangling =
        Files.createSymbolicLink(
            parent.resolve("notifier-test-kafka-1"), parent.resolve("nothing"));
    Path old = directory("notifier-test-kafka-2", now.minus(Duration.ofHours(25)));

    ServerDirectory.KAFKA.deleteAbandoned(parent, now.minus(Duration.ofHours(24)));

    assertThat(dangling).isSymbolicLink();
    assertThat(old).doesNotExist();
  }

  private Path directory(String name, Instant changed) throws Exception {
    Path directory = Files.createDirectories(parent.resolve(name));
    Files.writeString(directory.resolve("file"), "");
    return Files.setLastModifiedTime(directory, FileTime.from(changed));
  }
}
