package dev.notifier.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Clients of the worker's port that ask and do not read. Needs neither Kafka nor PostgreSQL. */
class SlowReadersIT {
  private static final int PROBE_LIMIT_MILLIS = 5_000;
  private static final String HOST = " HTTP/1.1\r\nHost: a\r\n";

  private final ConfigurableApplicationContext worker = start();
  private final List<Socket> sockets = new ArrayList<>();

  private static ConfigurableApplicationContext start() {
    return WorkerApplication.builder()
        .run(
            "--server.port=0",
            "--notifier.kafka.bootstrap-servers=127.0.0.1:1",
            "--notifier.postgres.url=jdbc:postgresql://127.0.0.1:1/none",
            "--notifier.postgres.username=none",
            "--notifier.privacy-key=sixteen-characters-and-more");
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    worker.close();
  }

  /** More clients than there may be connections. */
  @Test
  void clientsThatDoNotReadHoldNoProbeBack() throws IOException {
    for (int client = 0; client < 100; client++) {
      askWithoutReading();
      if (client % 16 == 15) {
        assertThat(probe()).as("after %d clients", client + 1).startsWith("HTTP/1.1 200");
      }
    }
  }

  /** The responses to many requests fit into no buffer. */
  private void askWithoutReading() throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(1024);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
    String requests = ("GET /actuator/prometheus" + HOST + "\r\n").repeat(90);
    socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
  }

  /** Its response has no parts that depend on Kafka or PostgreSQL. */
  private String probe() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(PROBE_LIMIT_MILLIS);
      String request = "GET /actuator" + HOST + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private int port() {
    return worker.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }
}
