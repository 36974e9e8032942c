package dev.notifier.local.planagain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.planagain.PlanAgainClient.Totals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanAgainClientTest {
  private static final String NEXT = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57";

  private final Deque<String> responses = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private final List<Totals> progress = new ArrayList<>();
  private HttpServer server;
  private PlanAgainClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/notifications/plan-again",
        exchange -> {
          requests.add(
              exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          String response = responses.removeFirst();
          byte[] body = response.substring(4).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(Integer.parseInt(response.substring(0, 3)), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    client = new PlanAgainClient("http://127.0.0.1:" + server.getAddress().getPort(), "secret");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void continuesUntilThereIsNoMore() throws Exception {
    responses.add("200 {\"ordered\":1000,\"expired\":1,\"waiting\":0,\"next\":\"" + NEXT + "\"}");
    responses.add("200 {\"ordered\":7,\"expired\":1,\"waiting\":2,\"next\":null}");

    assertThat(client.planAgain(Map.of("reason", "NO_ROUTE"), progress::add))
        .isEqualTo(new Totals(1_007, 2, 2, 0));
    assertThat(progress).hasSize(2);
    assertThat(requests)
        .containsExactly(
            "Bearer secret {\"reason\":\"NO_ROUTE\"}",
            "Bearer secret {\"reason\":\"NO_ROUTE\",\"after\":\"" + NEXT + "\"}");
  }

  @Test
  void saysWhyAnOrderIsRejectedAndThatAFailedOneCanBeRepeated() {
    responses.add("400 {\"detail\":\"Nothing is selected.\"}");
    responses.add("503 {\"detail\":\"Kafka is unavailable.\"}");
    responses.add("502 <html>");

    assertThatThrownBy(() -> client.planAgain(Map.of(), progress::add))
        .isInstanceOf(CommandException.class)
        .hasMessage("Nothing is selected.");
    assertThatThrownBy(() -> client.planAgain(Map.of(), progress::add))
        .isInstanceOf(IOException.class)
        .hasMessage("Kafka is unavailable. What was ordered stays ordered; repeat the command.");
    assertThatThrownBy(() -> client.planAgain(Map.of(), progress::add))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("status 502.");
  }
}
