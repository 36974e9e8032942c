package dev.notifier.local.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.notifier.local.console.CommandException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsersClientTest {
  private static final String MADE =
      "{\"name\":\"admin\",\"link\":\"nl_x\",\"linkExpiresAt\":\"2026-12-01T01:30:00Z\"}";

  private static final UsersClient.Link LINK =
      new UsersClient.Link("admin", "nl_x", Instant.parse("2026-12-01T01:30:00Z"));

  private final Deque<String> responses = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private UsersClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/users",
        exchange -> {
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          String response = responses.removeFirst();
          byte[] body = response.substring(4).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(Integer.parseInt(response.substring(0, 3)), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    client = new UsersClient("http://127.0.0.1:" + server.getAddress().getPort(), "secret");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theFirstUserIsMadeOnce() throws Exception {
    responses.add("200 {\"users\":[],\"next\":null}");
    responses.add("201 " + MADE);
    responses.add("200 {\"users\":[{}],\"next\":null}");

    assertThat(client.makeFirst()).contains(LINK);
    assertThat(client.makeFirst()).isEmpty();
    assertThat(requests).hasSize(3);
    assertThat(requests.get(0)).isEqualTo("GET /v1/users?limit=1 ");
    assertThat(requests.get(1))
        .startsWith("POST /v1/users ")
        .contains("\"name\":\"admin\"", "\"roles\":[\"administrator\",\"author\"]");
  }

  @Test
  void anotherLinkIsMade() throws Exception {
    responses.add("200 " + MADE);

    assertThat(client.newLink("a/b", true)).isEqualTo(LINK);
    assertThat(requests).containsExactly("POST /v1/users/a%2Fb/link {\"resetFactors\":true}");
    assertThat(LINK.toString()).doesNotContain("nl_x");
  }

  @Test
  void failuresAreReported() {
    responses.add("404 {\"detail\":\"The user does not exist.\"}");
    responses.add("503 {\"detail\":\"PostgreSQL is unavailable.\"}");
    responses.add("502 <html>");
    responses.add("200 {}");

    assertThatThrownBy(() -> client.newLink("x", false))
        .isInstanceOf(CommandException.class)
        .hasMessage("The user does not exist.");
    for (String message : List.of("PostgreSQL is unavailable.", "status 502.", "no link")) {
      assertThatThrownBy(() -> client.newLink("x", false))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(message);
    }
  }
}
