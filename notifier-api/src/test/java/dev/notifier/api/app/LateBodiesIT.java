package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A request is allowed when its body has arrived, and not only when its headers have. */
class LateBodiesIT extends SignInApi {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final OperatorClient admin = new OperatorClient(api, RunningApi.KEY);

  @Test
  void aUserWhoIsDisabledMeanwhileDoesNothing() throws Exception {
    SignedInUser lan = enrolled("{administrator}", "{}");
    String ghost = "ghost" + lan.name;

    String answer =
        sendSlowly(
            lan.token,
            "/v1/users",
            "{\"name\":\"" + ghost + "\",\"fullName\":\"Lò Văn\",\"roles\":[]}",
            () ->
                assertThat(
                        admin
                            .post("/v1/users/" + lan.name + "/disable", "{\"reason\":\"x\"}")
                            .status())
                    .isEqualTo(200));

    assertThat(answer).startsWith("HTTP/1.1 401").contains("\"unauthorized\"");
    assertThat(admin.get("/v1/users/" + ghost).status()).isEqualTo(404);
  }

  @Test
  void aKeyThatIsRevokedMeanwhileDoesNothing() throws Exception {
    Reply key = newKey("late", "\"keys:manage\"");

    String answer =
        sendSlowly(
            key.json().path("key").asString(),
            "/v1/keys",
            "{\"name\":\"ghost\",\"owner\":\"x\",\"scopes\":[\"keys:manage\"]}",
            () -> assertThat(admin.post(path(key) + "/revoke", "{}").status()).isEqualTo(200));

    assertThat(answer).startsWith("HTTP/1.1 401").contains("\"unauthorized\"");
    assertThat(
            jdbc.queryForObject("select count(*) from api_keys where name = 'ghost'", Long.class))
        .isZero();
  }

  @Test
  void aKeyThatLosesTheScopeMeanwhileDoesNothing() throws Exception {
    Reply key = newKey("lesser", "\"keys:manage\",\"templates:read\"");

    String answer =
        sendSlowly(
            key.json().path("key").asString(),
            "/v1/keys",
            "{\"name\":\"ghost2\",\"owner\":\"x\",\"scopes\":[\"keys:manage\"]}",
            () ->
                assertThat(
                        admin.patch(path(key), "{\"scopes\":[\"templates:read\"]}", "*").status())
                    .isEqualTo(200));

    assertThat(answer).startsWith("HTTP/1.1 403").contains("\"missing-scope\"");
  }

  /** Otherwise a few names, whose rows are locked, would stop the requests of all keys. */
  @Test
  void signInsTakeOnlyAPartOfTheConnections() throws Exception {
    SignedInUser lan = enrolled("{viewer}", "{}");
    List<Future<Reply>> signIns = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(40);
        Connection connection = Objects.requireNonNull(jdbc.getDataSource()).getConnection()) {
      lock(connection, lan);
      for (int i = 0; i < 40; i++) {
        signIns.add(pool.submit(() -> lan.again().signIn("a wrong password")));
      }
      Awaitility.await().atMost(LIMIT).until(() -> signIns.stream().anyMatch(Future::isDone));

      for (int i = 0; i < 20; i++) {
        assertThat(admin.get("/v1/users").status()).isEqualTo(200);
      }
      connection.rollback();
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> each : signIns) {
        replies.add(each.get());
      }
      // What the first ones do, waits for the rows; the others wait for them.
      assertThat(replies)
          .filteredOn(reply -> reply.status() == 503)
          .isNotEmpty()
          .allSatisfy(reply -> {
            assertThat(reply.code()).isEqualTo("overloaded");
            assertThat(reply.header("Retry-After")).isEqualTo("2");
          });
    }
  }

  private static void lock(Connection connection, SignedInUser user) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String table : List.of("user_networks", "user_credentials")) {
        statement.execute(
            "select 1 from " + table + " where user_id = '" + user.id + "' for update");
      }
    }
  }

  private Reply newKey(String name, String scopes) {
    Reply key =
        admin.post(
            "/v1/keys", "{\"name\":\"" + name + "\",\"owner\":\"x\",\"scopes\":[" + scopes + "]}");
    assertThat(key.status()).as(key.response().body()).isEqualTo(201);
    OperatorClient client = new OperatorClient(api, key.json().path("key").asString());
    // Until the keys were read once, none is accepted.
    Awaitility.await().atMost(LIMIT).until(() -> client.get("/v1/keys").status() == 200);
    return key;
  }

  private static String path(Reply key) {
    return "/v1/keys/" + key.json().path("id").asString();
  }

  /** Sends the body after something has happened; returns the response. */
  private static String sendSlowly(String token, String path, String json, Runnable meanwhile)
      throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer "
            + token
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(body, 0, 1);
      out.flush();
      Awaitility.await().atMost(LIMIT).until(() -> api.requestsInProgress() > 0);
      meanwhile.run();
      out.write(body, 1, body.length - 1);
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
