package dev.notifier.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.TestClient.Pdu;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long messages in every form, and rates, over HTTP. */
class LongMessagesTest {
  private static final String TO = "84912345678";
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void sarSegmentsAreJoinedAndTheirReferenceIsIgnored(@TempDir Path data) throws Exception {
    SimulatorOptions options = SimulatorOptions.defaults().withPorts(0, 0).withData(data);
    try (SmscSimulator simulator = SmscSimulator.start(options);
        TestClient client = new TestClient(simulator.smppPort())) {
      client.bind(TestClient.BIND_TRANSMITTER, "tester", "");
      for (int reference = 7; reference < 9; reference++) {
        client.submit(TO, text("Hello "), sar(reference, 1));
        client.submit(TO, text("Hello "), sar(reference, 2));
      }
      client.submit(TO, new byte[0], payload("in the payload"));
      for (int i = 0; i < 5; i++) {
        assertThat(client.next().status()).isZero();
      }
      assertThat(simulator.counts().distinct()).isEqualTo(3);
      assertThat(simulator.counts().repeated()).isEqualTo(2);
      assertJoined(simulator);
      assertThat(get(simulator, "/v1/rates?minutes=5"))
          .contains("\"bucketMs\":50", "\"perSecond\":{\"min\":5,\"max\":5,");
    }
    try (SmscSimulator simulator = SmscSimulator.start(options)) {
      assertJoined(simulator);
      assertThat(simulator.counts().repeated()).isEqualTo(2);
    }
  }

  @Test
  void aLongInboundMessageHasSeveralSegments() throws Exception {
    try (SmscSimulator simulator =
            SmscSimulator.start(SimulatorOptions.defaults().withPorts(0, 0));
        TestClient client = TestClient.bound(simulator.smppPort())) {
      String message =
          "{\"from\":\"%s\",\"to\":\"BHXHVN\",\"text\":\"%s\"}".formatted(TO, "x".repeat(200));
      HttpRequest request =
          HttpRequest.newBuilder(uri(simulator, "/v1/mo"))
              .POST(HttpRequest.BodyPublishers.ofString(message))
              .build();
      CompletableFuture<HttpResponse<String>> response =
          http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
      int[] lengths = new int[2];
      for (int i = 0; i < 2; i++) {
        Pdu deliver = client.next();
        lengths[i] = deliver.shortMessage().length();
        assertThat(deliver.shortMessage()).startsWith("\5\0\3");
        client.acknowledge(deliver, i);
      }
      assertThat(lengths).containsExactly(159, 53);
      assertThat(response.join().body())
          .contains("\"responded\":true", "\"status\":1", "\"segments\":2");
    }
  }

  private void assertJoined(SmscSimulator simulator) throws Exception {
    assertThat(get(simulator, "/v1/handset?number=" + TO))
        .contains("\"text\":\"Hello Hello \"", "\"text\":\"in the payload\"");
    assertThat(get(simulator, "/v1/messages"))
        .contains("\"atMs\":1", "\"reference\":7", "\"number\":2");
  }

  private String get(SmscSimulator simulator, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(simulator, path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static URI uri(SmscSimulator simulator, String path) {
    return URI.create("http://127.0.0.1:" + simulator.httpPort() + path);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] sar(int reference, int number) {
    return new byte[] {
      2, 0x0C, 0, 2, 0, (byte) reference, 2, 0x0E, 0, 1, 2, 2, 0x0F, 0, 1, (byte) number
    };
  }

  private static byte[] payload(String text) {
    byte[] tlv = Arrays.copyOf(new byte[] {4, 0x24, 0, 0}, 4 + text.length());
    tlv[3] = (byte) text.length();
    System.arraycopy(text(text), 0, tlv, 4, text.length());
    return tlv;
  }
}
