package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.users.UserCredentials;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** A user of a test, who remembers password, authenticator app and the token of the session. */
final class SignedInUser {
  static final String PASSWORD = "vừng ơi mở cửa ra đi";

  private static final String HERE = "127.0.0.1";
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  final UUID id;
  final String name;
  RunningApi api;

  /** From where it sends requests; this machine has all of 127.0.0.0/8. */
  String address = HERE;

  String password = PASSWORD;
  String secret = "";
  String token = "";
  List<String> recoveryCodes = List.of();

  private SignedInUser(RunningApi api, UUID id, String name) {
    this.api = api;
    this.id = id;
    this.name = name;
  }

  /**
   * Makes a user without a password.
   *
   * @param roles such as {@code {viewer}}
   * @param rights such as <code>{}</code>
   */
  static SignedInUser make(
      RunningApi api, JdbcTemplate jdbc, String name, String tenant, String roles, String rights) {
    UUID id = UUID.randomUUID();
    jdbc.update(
        """
        insert into users (id, version, tenant, name, full_name, roles, rights, created_at,
          created_by, changed_at, changed_by)
        values (?, 1, ?, ?, ?, ?::text[], ?::text[], now(), 'api', now(), 'api')
        """,
        id,
        tenant,
        name,
        "Lò Thị " + name,
        roles,
        rights);
    return new SignedInUser(api, id, name);
  }

  /** The same user with another session. */
  SignedInUser again() {
    SignedInUser same = new SignedInUser(api, id, name);
    same.password = password;
    same.secret = secret;
    same.recoveryCodes = recoveryCodes;
    return same;
  }

  /** Sets the password by a link and adds an authenticator app. */
  SignedInUser enrol(Instant now) {
    useLink(api.bean(UserCredentials.class).newLink(id, false));
    addApp(now);
    return this;
  }

  void useLink(String link) {
    Reply reply =
        send(
            "POST",
            "/v1/sign-in/link",
            "{\"link\":\"" + link + "\",\"password\":\"" + password + "\"}");
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    token = reply.json().path("token").asString();
  }

  void addApp(Instant now) {
    Reply begun = send("POST", "/v1/me/totp", "");
    assertThat(begun.status()).as(begun.response().body()).isEqualTo(200);
    secret = begun.json().path("secret").asString();
    Reply confirmed = send("POST", "/v1/me/totp/confirm", "{\"code\":\"" + code(now, 0) + "\"}");
    assertThat(confirmed.status()).as(confirmed.response().body()).isEqualTo(200);
    token = confirmed.json().path("token").asString(token);
    List<String> codes = new ArrayList<>();
    for (JsonNode each : confirmed.json().path("recoveryCodes")) {
      codes.add(each.asString());
    }
    recoveryCodes = codes;
  }

  /** The first step of a sign-in; remembers the token. */
  Reply signIn() {
    token = "";
    Reply reply = signIn(password);
    token = reply.json().path("token").asString("");
    return reply;
  }

  /** The first step of a sign-in with any password. */
  Reply signIn(String any) {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/v1/sign-in"))
            .header("Content-Type", "application/json")
            .header("User-Agent", "Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/144.0")
            .POST(
                BodyPublishers.ofString("{\"name\":\"" + name + "\",\"password\":\"" + any + "\"}"))
            .build());
  }

  /** The second step of a sign-in, or a fresh second factor; remembers the token. */
  Reply give(String code) {
    return second("{\"code\":\"" + code + "\"}");
  }

  Reply recover(String code) {
    return second("{\"recoveryCode\":\"" + code + "\"}");
  }

  private Reply second(String body) {
    Reply reply = send("POST", "/v1/sign-in/second-factor", body);
    token = reply.json().path("token").asString(token);
    return reply;
  }

  Reply get(String path) {
    return send("GET", path, "");
  }

  Reply post(String path, String json) {
    return send("POST", path, json);
  }

  Reply send(String method, String path, String json, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (!json.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  private Reply send(HttpRequest request) {
    return address.equals(HERE) ? api.send(request) : api.sendFrom(address, request);
  }

  /** What the app shows, some steps of 30 seconds later (RFC 6238). */
  String code(Instant now, int later) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(decoded(secret), "HmacSHA1"));
      byte[] hash =
          mac.doFinal(ByteBuffer.allocate(8).putLong(now.getEpochSecond() / 30 + later).array());
      int value = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & Integer.MAX_VALUE;
      return ("" + (1_000_000 + value % 1_000_000)).substring(1);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] decoded(String base32) {
    ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
    long buffer = 0;
    int bits = 0;
    for (int i = 0; i < base32.length(); i++) {
      buffer = buffer << 5 | ALPHABET.indexOf(base32.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (buffer >> bits));
      }
    }
    return bytes.array();
  }
}
