package dev.notifier.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerEngineTest {
  @TempDir private Path folder;

  /** The first test of a run on containers: without an engine, the build ends here. */
  @Test
  @Tag("containers")
  void anEngineListensOnThisMachine() {
    ContainerEngine.here().require();
  }

  @Test
  void withoutAnEngineTheErrorIsOneLineThatSaysWhatToDo() {
    assertThatThrownBy(() -> engine(Map.of()).require())
        .isInstanceOf(MissingServiceException.class)
        .hasMessageContainingAll("No container engine", "DOCKER_HOST", "docs/contributing.md")
        .hasMessageNotContaining("\n")
        .extracting(thrown -> thrown.getStackTrace().length)
        .isEqualTo(0);
  }

  @Test
  void aSocketWithoutAListenerIsNotAnEngine() throws IOException {
    Path socket = Files.createFile(folder.resolve("usual.sock"));

    assertThatThrownBy(() -> engine(Map.of()).require()).hasMessageContaining(socket.toString());
    assertThatThrownBy(() -> engine(host("unix://" + socket)).require())
        .hasMessageContaining("DOCKER_HOST=unix://" + socket);
  }

  @Test
  void anEngineIsFoundInTheUsualPlacesAndThroughTheEnvironment() throws IOException {
    for (String place : new String[] {"usual.sock", "docker.sock", ".docker/run/docker.sock"}) {
      Path socket = folder.resolve(place);
      Files.createDirectories(socket.getParent());
      try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        server.bind(UnixDomainSocketAddress.of(socket));
        engine(Map.of("XDG_RUNTIME_DIR", folder.toString())).require();
        engine(host("unix://" + socket)).require();
      }
      Files.delete(socket);
    }
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      engine(host("tcp://127.0.0.1:" + server.getLocalPort())).require();
    }
    Files.writeString(folder.resolve(".testcontainers.properties"), "docker.host=ssh\\://there");
    engine(Map.of()).require();
  }

  private ContainerEngine engine(Map<String, String> environment) {
    return new ContainerEngine(environment, folder, folder.resolve("usual.sock"));
  }

  private static Map<String, String> host(String address) {
    return Map.of("DOCKER_HOST", address);
  }
}
