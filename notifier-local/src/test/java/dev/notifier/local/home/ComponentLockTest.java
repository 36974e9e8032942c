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
  private Process stranger;

  @BeforeEach
  void open() throws IOException {
    home = HomeDirectory.open(directory);
    stranger = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void end() {
    stranger.destroyForcibly();
  }

  @Test
  void aPartIsRunOnce() throws IOException {
    try (var claim = ComponentLock.take(home, "kafka").orElseThrow()) {
      claim.ready(ProcessHandle.current().pid(), "127.0.0.1:1");
      assertThat(ComponentLock.take(home, "kafka")).isEmpty();
      assertThat(ComponentLock.take(home, "postgres")).isPresent();
      assertThat(ComponentLock.running(home, "kafka").orElseThrow().address())
          .isEqualTo("127.0.0.1:1");
    }
    assertThat(ComponentLock.running(home, "kafka")).isEmpty();
    assertThat(ComponentLock.take(home, "kafka")).isPresent();
  }

  @Test
  void aNumberGivenAnewToAnotherProcessIsNotTheOneThatWrote() throws IOException {
    note("kafka", stranger.pid(), "ticks-1", "127.0.0.1:1");
    var note = ComponentLock.notes(home).getFirst();
    assertThat(note.pid()).isEqualTo(stranger.pid());
    assertThat(note.lives()).isFalse();
    try (var claim = ComponentLock.take(home, "kafka").orElseThrow()) {
      assertThat(claim.formerAddress()).contains("127.0.0.1:1");
    }
    assertThat(stranger.isAlive()).isTrue();
  }

  @Test
  void aLivingProcessKeepsItsPartEvenWhenItsParentIsGone() throws IOException {
    note("api", stranger.pid(), ProcessTable.identity(stranger.pid()).orElseThrow(), "");
    assertThat(ComponentLock.take(home, "api")).isEmpty();
  }

  @Test
  void aDeadProcessHasNoIdentityAlsoBeforeItIsCollected() throws Exception {
    assertThat(ProcessTable.lives(stranger.pid())).isTrue();
    // The shell never collects its child: a zombie for as long as the shell lives.
    var parent = new ProcessBuilder("sh", "-c", "sleep 0 & echo $!; exec sleep 60").start();
    try (var out = parent.inputReader()) {
      var child = Long.parseLong(out.readLine());
      await().until(() -> !ProcessTable.lives(child));
    } finally {
      parent.destroyForcibly();
    }
  }

  private void note(String part, long pid, String identity, String address) throws IOException {
    Files.writeString(
        directory.resolve("run/" + part + ".run"),
        "pid=" + pid + "\nidentity=" + identity + "\naddress=" + address + "\n");
  }
}
