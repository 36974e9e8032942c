package dev.notifier.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentLockTest {
  @TempDir Path directory;
  private HomeDirectory home;
  private Process other;

  @BeforeEach
  void open() throws IOException {
    home = HomeDirectory.open(directory);
    other = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void end() {
    other.destroyForcibly();
  }

  @Test
  void onlyOneProcessRunsAComponent() throws IOException {
    try (var lock = ComponentLock.acquire(home, "kafka").orElseThrow()) {
      lock.register(ProcessHandle.current().pid(), "127.0.0.1:1");
      assertThat(ComponentLock.acquire(home, "kafka")).isEmpty();
      assertThat(ComponentLock.acquire(home, "postgres")).isPresent();
      assertThat(ComponentLock.running(home, "kafka").orElseThrow().address())
          .isEqualTo("127.0.0.1:1");
    }
    assertThat(ComponentLock.running(home, "kafka")).isEmpty();
    assertThat(ComponentLock.acquire(home, "kafka")).isPresent();
  }

  @Test
  void aProcessWithTheSameNumberIsNotTheHolder() throws IOException {
    writeRegistration("kafka", other.pid(), "ticks-1", "127.0.0.1:1");
    var registration = ComponentLock.registrations(home).getFirst();
    assertThat(registration.pid()).isEqualTo(other.pid());
    assertThat(registration.isAlive()).isFalse();
    try (var lock = ComponentLock.acquire(home, "kafka").orElseThrow()) {
      assertThat(lock.formerAddress()).contains("127.0.0.1:1");
    }
    assertThat(other.isAlive()).isTrue();
  }

  @Test
  void aLiveProcessKeepsItsComponentEvenIfItsParentHasEnded() throws IOException {
    writeRegistration("api", other.pid(), ProcessTable.identity(other.pid()).orElseThrow(), "");
    assertThat(ComponentLock.acquire(home, "api")).isEmpty();
  }

  @Test
  void aFormerHolderDoesNotReleaseTheLockOfItsSuccessor() throws IOException {
    try (var former = ComponentLock.acquire(home, "api").orElseThrow()) {
      former.register(other.pid(), "http://127.0.0.1:1");
      other.destroyForcibly();
      await().until(() -> !ProcessTable.isAlive(other.pid()));
      try (var successor = ComponentLock.acquire(home, "api").orElseThrow()) {
        assertThat(successor.formerAddress()).contains("http://127.0.0.1:1");
        former.close();
        assertThat(ComponentLock.acquire(home, "api")).isEmpty();
      }
    }
  }

  @Test
  void aZombieIsNotAlive() throws Exception {
    assertThat(ProcessTable.isAlive(other.pid())).isTrue();
    // The shell never reaps its child, which stays a zombie until the shell ends.
    var parent = new ProcessBuilder("sh", "-c", "sleep 0 & echo $!; exec sleep 60").start();
    try (var out = parent.inputReader()) {
      var child = Long.parseLong(out.readLine());
      await().until(() -> !ProcessTable.isAlive(child));
    } finally {
      parent.destroyForcibly();
    }
  }

  private void writeRegistration(String component, long pid, String identity, String address)
      throws IOException {
    Files.writeString(
        directory.resolve("run/" + component + ".run"),
        "pid=" + pid + "\nidentity=" + identity + "\naddress=" + address + "\n");
  }
}
