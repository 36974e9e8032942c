package dev.notifier.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {
  @TempDir Path directory;
  private Endpoints endpoints;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    endpoints = HomeDirectory.open(directory).endpoints();
    file = directory.resolve("endpoints.json");
  }

  @Test
  void onlyTheOwnerCanReadTheFile() throws IOException {
    endpoints.put(Map.of("apiKey", "secret"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aComponentRemovesOnlyItsOwnFields() throws IOException {
    endpoints.put(Map.of("api", "a", "apiKey", "k", "console", "c"));
    endpoints.put(Map.of("kafka", "b"));
    endpoints.addWorker("w1");
    endpoints.addWorker("w2");
    endpoints.addWorker("w2");

    endpoints.remove(List.of("api", "apiKey", "console"));
    endpoints.removeWorker("w1");

    assertThat(endpoints.all()).isEqualTo(Map.of("kafka", "b"));
    assertThat(endpoints.workers()).containsExactly("w2");
    assertThat(endpoints.get("api")).isEmpty();
  }

  @Test
  void theFileIsDeletedWithTheLastComponent() throws IOException {
    endpoints.put(Map.of("kafka", "b"));
    endpoints.addWorker("w1");
    endpoints.remove(List.of("kafka"));
    assertThat(file).exists();
    endpoints.removeWorker("w1");
    assertThat(file).doesNotExist();
    assertThat(endpoints.all()).isEmpty();
  }

  @Test
  void concurrentThreadsKeepTheFieldsOfEachOther() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 40; i++) {
        var field = "field" + i;
        var _ = threads.submit(() -> put(field));
      }
    }
    assertThat(endpoints.all()).hasSize(40);
  }

  private boolean put(String field) throws IOException {
    endpoints.put(Map.of(field, "value"));
    return true;
  }

  @Test
  void aDamagedFileIsNotOverwritten() throws IOException {
    Files.writeString(file, "[]");
    assertThatThrownBy(() -> endpoints.put(Map.of("kafka", "b")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("delete it");
    assertThat(file).hasContent("[]");
  }
}
