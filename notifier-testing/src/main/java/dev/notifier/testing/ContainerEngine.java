package dev.notifier.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a container engine is running, before Testcontainers does, whose error messages
 * are very long.
 */
final class ContainerEngine {
  private static final int CONNECT_TIMEOUT_MS = 5_000;

  private final Map<String, String> environment;
  private final Path home;
  private final Path defaultSocket;

  /**
   * Creates a check.
   *
   * @param home of the user
   * @param defaultSocket the socket of Docker, if the environment does not name another
   */
  ContainerEngine(Map<String, String> environment, Path home, Path defaultSocket) {
    this.environment = environment;
    this.home = home;
    this.defaultSocket = defaultSocket;
  }

  /** The engine of this machine. */
  static ContainerEngine here() {
    return new ContainerEngine(
        System.getenv(),
        Path.of(System.getProperty("user.home", "")),
        Path.of("/var/run/docker.sock"));
  }

  /**
   * Requires an engine.
   *
   * @throws MissingServiceException if none is running
   */
  void require() {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    if (!host.isEmpty()) {
      if (!listens(URI.create(host))) {
        throw missing("at DOCKER_HOST=" + host);
      }
    } else if (!configured() && sockets().stream().noneMatch(ContainerEngine::listens)) {
      throw missing("at " + defaultSocket);
    }
  }

  private static MissingServiceException missing(String where) {
    return new MissingServiceException(
        "No container engine listens %s: start Docker or the service of Podman, or set DOCKER_HOST to the address of an engine, such as unix:///run/podman/podman.sock (docs/contributing.md, Containers)"
            .formatted(where));
  }

  /** The file of Testcontainers may name an engine. Only Testcontainers can read it completely. */
  private boolean configured() {
    Path file = home.resolve(".testcontainers.properties");
    try {
      return Files.isReadable(file) && Files.readString(file).contains("docker.host");
    } catch (IOException e) {
      return false;
    }
  }

  private List<Path> sockets() {
    List<Path> sockets = new ArrayList<>();
    sockets.add(defaultSocket);
    @Nullable String runtime = environment.get("XDG_RUNTIME_DIR");
    if (runtime != null) {
      sockets.add(Path.of(runtime, "docker.sock"));
    }
    sockets.add(home.resolve(Path.of(".docker", "run", "docker.sock")));
    sockets.add(home.resolve(Path.of(".docker", "desktop", "docker.sock")));
    return sockets;
  }

  /** Testcontainers itself checks addresses that are neither a Unix socket nor TCP. */
  private static boolean listens(URI host) {
    return switch (String.valueOf(host.getScheme())) {
      case "unix" -> listens(Path.of(host.getPath()));
      case "tcp" -> listens(host.getHost(), host.getPort());
      default -> true;
    };
  }

  private static boolean listens(Path path) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return channel.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean listens(String name, int port) {
    try (Socket socket = new Socket()) {
      InetAddress address = InetAddress.getByName(name);
      socket.connect(new InetSocketAddress(address, port), CONNECT_TIMEOUT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
