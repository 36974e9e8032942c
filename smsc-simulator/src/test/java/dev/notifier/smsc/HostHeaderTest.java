package dev.notifier.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A site whose name leads to this machine must not reach the simulator from a browser. */
class HostHeaderTest {
  @ParameterizedTest
  @CsvSource({
    "Host: localhost, 200",
    "Host: LocalHost:2780, 200",
    "Host: 127.0.0.1:2780, 200",
    "Host: 192.168.1.7:2780, 200",
    "Host: [::1]:2780, 200",
    "Host: [2001:db8::7], 200",
    "Host: smsc.internal:2780, 200",
    "Host: evil.example, 403",
    "Host: evil.example:2780, 403",
    "Host: localhost.evil.example, 403",
    "Host: 127.0.0.1.evil.example, 403",
    "Host: 1.2.3.4.5, 403",
    "Host: 256.1.1.1, 403",
    "Host: smsc.internal.evil.example, 403",
    "Host: evil.example#localhost, 403",
    "Host: evil.example@localhost, 403",
    "Host: localhost:, 403",
    "Host: [evil.example], 403",
    "Host: ::1, 403",
    "Host: localhost|Host: evil.example, 403",
    "X-Other: 1, 403"
  })
  void onlyLoopbackNamesIpAddressesAndConfiguredNamesAreAnswered(String headers, int status)
      throws IOException {
    for (String address : List.of("127.0.0.1", "0.0.0.0")) {
      try (SmscSimulator simulator =
          SmscSimulator.start(
              SimulatorOptions.defaults()
                  .withHost(address)
                  .withHostNames(List.of("SMSC.internal"))
                  .withPorts(0, 0))) {
        assertThat(statusOf(simulator.httpPort(), headers.split("[|]", -1))).isEqualTo(status);
      }
    }
  }

  private static int statusOf(int port, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET /v1/counts HTTP/1.0\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader response =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return Integer.parseInt(response.readLine().split(" ", 3)[1]);
    }
  }
}
