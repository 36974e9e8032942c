package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.signin.password.CheaperPasswords;
import dev.notifier.api.users.UserCredentials;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An api whose users can have passkeys of the domain localhost, with a clock of the test. */
final class PasskeysApi implements AutoCloseable {
  static final String DOMAIN = "localhost";

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  final String url;
  final RunningApi api;
  final JdbcTemplate jdbc;
  private final AtomicLong skipped = new AtomicLong();
  private final AtomicInteger users = new AtomicInteger();

  /**
   * Starts it.
   *
   * @param origin of the page that may use passkeys
   */
  PasskeysApi(String origin) {
    url = RunningApi.newStoreUrl();
    api =
        RunningApi.start(
            this::beans,
            TestKafka.shared().bootstrapServers(),
            url,
            "--spring.main.allow-bean-definition-overriding=true",
            "--notifier.users.passkeys.relying-party-id=" + DOMAIN,
            "--notifier.users.passkeys.origins=" + origin);
    jdbc = new JdbcTemplate(new DriverManagerDataSource(url, "postgres", ""));
    // The schema is migrated in the background.
    Awaitility.await()
        .atMost(LIMIT)
        .until(() ->
            Boolean.TRUE.equals(
                    jdbc.queryForObject(
                        "select to_regclass('user_challenges') is not null", Boolean.class))
                && api.get("/v1/templates").status() == 200);
  }

  private void beans(GenericApplicationContext context) {
    CheaperPasswords.register(context);
    context.registerBean(
        "clock", InstantSource.class, () -> () -> Instant.now().plusNanos(skipped.get()));
    context.registerBean(
        "nanos", LongSupplier.class, () -> () -> System.nanoTime() + skipped.get());
  }

  void skip(Duration duration) {
    skipped.addAndGet(duration.toNanos());
    api.reconnect();
  }

  Instant now() {
    return Instant.now().plusNanos(skipped.get());
  }

  /** A user with a password and without a second factor, after the first step of a sign-in. */
  SignedInUser user() {
    SignedInUser user =
        SignedInUser.make(api, jdbc, "user" + users.incrementAndGet(), "default", "{viewer}", "{}");
    user.useLink(api.bean(UserCredentials.class).newLink(user.id, false));
    return user;
  }

  /** Such as a browser would pass on. */
  static String creationOptions(SignedInUser user) {
    return body(user.post("/v1/me/passkeys/options", ""), 200);
  }

  static String requestOptions(SignedInUser user) {
    return body(user.post("/v1/sign-in/passkey/options", ""), 200);
  }

  private static String body(Reply reply, int status) {
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(status);
    return reply.response().body();
  }

  static String challenge(String options) {
    return JSON.readTree(options).path("challenge").asString();
  }

  /** The options with the passkey of another user. */
  static String allowing(String options, String credentialId) {
    ObjectNode changed = (ObjectNode) JSON.readTree(options);
    changed
        .putArray("allowCredentials")
        .addObject()
        .put("type", "public-key")
        .put("id", credentialId);
    return changed.toString();
  }

  /** Adds a passkey; remembers the token and the recovery codes. */
  static Reply add(SignedInUser user, String label, JsonNode credential) {
    ObjectNode body = JSON.createObjectNode().put("label", label);
    body.set("credential", credential);
    Reply reply = user.post("/v1/me/passkeys", body.toString());
    user.token = reply.json().path("token").asString(user.token);
    if (reply.json().has("recoveryCodes")) {
      List<String> codes = new ArrayList<>();
      reply.json().path("recoveryCodes").forEach(code -> codes.add(code.asString()));
      user.recoveryCodes = codes;
    }
    return reply;
  }

  /** Gives a passkey as the second factor; remembers the token. */
  static Reply give(SignedInUser user, JsonNode credential) {
    ObjectNode body = JSON.createObjectNode();
    body.set("credential", credential);
    Reply reply = user.post("/v1/sign-in/passkey", body.toString());
    user.token = reply.json().path("token").asString(user.token);
    return reply;
  }

  static JsonNode passkeys(SignedInUser user) {
    return user.get("/v1/me/passkeys").json().path("passkeys");
  }

  @Override
  public void close() {
    api.close();
  }
}
