package dev.notifier.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.local.bench.NotificationStates;
import dev.notifier.local.home.LoopbackPorts;
import dev.notifier.local.home.ProcessTable;
import dev.notifier.local.processes.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresIT {
  private static final String PASSWORD = "of this test";

  /** The programs are unpacked once for all tests. */
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void committedRowsAreThereAfterAKillAndAnImmediateRestart(boolean serverToo) throws Exception {
    var port = LoopbackPorts.free();
    for (var life = 1; life <= 3; life++) {
      try (var child =
          ChildJvm.run(
              PostgresToKill.class, directory, UnpackedPrograms.DIRECTORY, port, PASSWORD)) {
        var server = Long.parseLong(child.await("READY"));
        insert(port, life);
        child.kill();
        assertThat(ProcessTable.isAlive(server)).isTrue();
        if (serverToo) {
          ProcessHandle.of(server).orElseThrow().destroyForcibly();
        }
      }
    }
    try (var server = EmbeddedPostgres.start(directories(), port, PASSWORD)) {
      assertThat(count(server.jdbcUrl())).isEqualTo(3);
    }
  }

  @Test
  void aPidFileWithTheNumberOfAnotherProcessDoesNotPreventTheStart() throws Exception {
    EmbeddedPostgres.start(directories(), 0, PASSWORD).close();
    var other = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(
          directory.resolve("data/postmaster.pid"),
          other.pid() + "\n" + directory.resolve("data") + "\n0\n1\n\n127.0.0.1\n");
      try (var server = EmbeddedPostgres.start(directories(), 0, PASSWORD)) {
        assertThat(server.isAlive()).isTrue();
      }
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void listensOnLoopbackRequiresThePasswordAndSyncsEveryCommit() throws Exception {
    try (var server = EmbeddedPostgres.start(directories(), 0, PASSWORD)) {
      assertThat(show(server, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(show(server, "fsync")).isEqualTo("on");
      assertThat(show(server, "synchronous_commit")).isEqualTo("on");
      assertThat(show(server, "server_version")).startsWith("18.");
      assertThat(show(server, "max_locks_per_transaction"))
          .as("as docs/operating.md says")
          .isEqualTo("256");
      assertThat(show(server, "server_encoding")).isEqualTo("UTF8");
      // Bench and chaos may ask before the worker has created the tables.
      try (var connection = connect(server.jdbcUrl())) {
        assertThat(NotificationStates.query(connection, "/chaos/1"))
            .isEqualTo(NotificationStates.NONE);
      }
      assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), "notifier", "guessed"))
          .isInstanceOf(SQLException.class);
    }
    assertThatThrownBy(() -> EmbeddedPostgres.start(directories(), 0, "another"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("rejects the password");
  }

  @Test
  void saysThatAnotherServerHasThePort() throws Exception {
    var port = LoopbackPorts.free();
    var other = directory.resolve("other");
    var directories =
        new EmbeddedPostgres.Directories(
            other, UnpackedPrograms.DIRECTORY, directory.resolve("log"));
    try (var server = EmbeddedPostgres.start(directories(), port, PASSWORD)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(directories, port, "another"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Port " + port + " is in use")
          .hasMessageContaining("local.postgres-port");
      assertThat(server.isAlive()).isTrue();
    }
  }

  @Test
  void anOrphanCanBeStopped() throws Exception {
    try (var child =
        ChildJvm.run(PostgresToKill.class, directory, UnpackedPrograms.DIRECTORY, 0, PASSWORD)) {
      var server = Long.parseLong(child.await("READY"));
      child.kill();
      assertThat(EmbeddedPostgres.stopOrphan(directory)).isTrue();
      assertThat(ProcessTable.isAlive(server)).isFalse();
      assertThat(EmbeddedPostgres.stopOrphan(directory)).isFalse();
    }
  }

  private EmbeddedPostgres.Directories directories() {
    return new EmbeddedPostgres.Directories(
        directory, UnpackedPrograms.DIRECTORY, directory.resolve("log"));
  }

  private static void insert(int port, int life) throws SQLException {
    try (var connection = connect("jdbc:postgresql://127.0.0.1:" + port + "/notifier");
        var statement = connection.createStatement()) {
      statement.execute("create table if not exists kept (life int primary key)");
      statement.execute("insert into kept values (" + life + ")");
    }
  }

  private static int count(String url) throws SQLException {
    try (var connection = connect(url);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from kept")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static String show(EmbeddedPostgres server, String setting) throws SQLException {
    try (var connection = connect(server.jdbcUrl());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("show " + setting)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, EmbeddedPostgres.USER, PASSWORD);
  }
}
