package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients of the port of health and metrics that ask and do not read. */
class SlowReadersIT {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int PROBE_LIMIT_MILLIS = 5_000;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);
  private static final String PROMETHEUS = "GET /actuator/prometheus HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String LIVENESS =
      "GET /actuator/health/liveness HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

  private static RunningApi api;

  private final List<Socket> sockets = new ArrayList<>();

  @BeforeAll
  static void start() {
    api = ApiWithStore.shared().start();
    Awaitility.await().atMost(START_LIMIT).until(() -> api.get("/actuator/health").status() == 200);
  }

  @AfterEach
  void closeSockets() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** More clients than there may be connections. */
  @Test
  void clientsThatDoNotReadHoldNoProbeBack() throws IOException {
    for (int client = 0; client < 200; client++) {
      askWithoutReading();
      if (client % 16 == 15) {
        assertThat(probe()).as("after %d clients", client + 1).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void aConnectionOfAClientThatDoesNotReadIsClosed() throws IOException {
    Socket socket = askWithoutReading();

    Awaitility.await().atMost(CLOSE_LIMIT).until(() -> isClosedByServer(socket));
  }

  /** Without reading: what was sent before fills all buffers. */
  private static boolean isClosedByServer(Socket socket) {
    try {
      socket.getOutputStream().write('\n');
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** The responses to many requests fit into no buffer. */
  private Socket askWithoutReading() throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(1024);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), api.healthPort()));
    socket.getOutputStream().write(PROMETHEUS.repeat(90).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String probe() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.healthPort())) {
      socket.setSoTimeout(PROBE_LIMIT_MILLIS);
      socket.getOutputStream().write(LIVENESS.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
