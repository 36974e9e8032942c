package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.access.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every operation of the API description needs the scope that it names. */
class ScopesIT {
  /** The public keys of certificates. */
  private static final String KEYS = "get /v1/certificate-keys";

  private static final String PROVIDERS = "/v1/inbound/{provider}";

  private static final ApiDescription DESCRIPTION = ApiDescription.shared();
  private static RunningApi api;

  @BeforeAll
  static void start() {
    List<String> operators = new ArrayList<>();
    for (Scope scope : Scope.values()) {
      String others =
          EnumSet.complementOf(EnumSet.of(scope)).stream()
              .filter(other -> !Scope.withImplied(EnumSet.of(other)).contains(scope))
              .map(Scope::id)
              .collect(Collectors.joining(","));
      String name = "--notifier.operators." + operator(scope);
      operators.add(name + ".key=" + key(scope));
      operators.add(name + ".scopes=" + others);
    }
    api = ApiWithStore.shared().start(operators.toArray(String[]::new));
  }

  private static String operator(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String key(Scope missing) {
    return "key-without-the-scope-".repeat(2) + operator(missing);
  }

  @Test
  void everyOperationRejectsAKeyWithoutItsScope() {
    DESCRIPTION
        .operations()
        .forEach((name, operation) -> {
          if (!operation.at("/security/0").has("apiKey")) {
            return;
          }
          JsonNode scopes = operation.at("/security/0/apiKey");
          assertThat(scopes.size()).as(name).isEqualTo(1);
          Scope scope = Scope.of(scopes.path(0).asString("")).orElseThrow();
          Reply reply = send(name, scope);
          assertThat(reply.status()).as(name).isEqualTo(403);
          assertThat(reply.code()).as(name).isEqualTo("missing-scope");
          assertThat(reply.json().path("detail").asString("")).contains(scope.id());
        });
  }

  /**
   * {@code session} is for users only, and no security for those who are not signed in, or sign
   * their requests.
   */
  @Test
  void everyOperationWithoutAScopeIsForUsersOrForTheSignIn() {
    List<String> open = new ArrayList<>();
    DESCRIPTION
        .operations()
        .forEach((name, operation) -> {
          JsonNode security = operation.path("security");
          if (security.path(0).has("apiKey")) {
            return;
          }
          Reply reply = send(name, Scope.EXPORT);
          if (security.path(0).has("session")) {
            assertThat(security.size()).as(name).isEqualTo(1);
            assertThat(reply.status()).as(name).isEqualTo(403);
            assertThat(reply.code()).as(name).isEqualTo("users-only");
            assertThat(send(name, "").code()).as(name).isEqualTo("unauthorized");
          } else {
            open.add(name);
            assertThat(security.isArray() && security.isEmpty()).as(name).isTrue();
            int status = name.endsWith(PROVIDERS) ? 404 : name.equals(KEYS) ? 200 : 422;
            assertThat(send(name, "").status()).as(name).isEqualTo(status);
          }
        });

    assertThat(open)
        .containsExactlyInAnyOrder(
            KEYS,
            "post /v1/sign-in",
            "post /v1/sign-in/link",
            "get " + PROVIDERS,
            "post " + PROVIDERS);
  }

  @Test
  void optionsNeedNoScope() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<Void> response =
          client.send(
              api.request("/v1/keys").method("OPTIONS", BodyPublishers.noBody()).build(),
              HttpResponse.BodyHandlers.discarding());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Allow").orElse("")).contains("POST");
    }
  }

  private static Reply send(String operation, Scope missing) {
    return send(operation, "Bearer " + key(missing));
  }

  /** An empty authorization is none. */
  private static Reply send(String operation, String authorization) {
    String method = operation.substring(0, operation.indexOf(' ')).toUpperCase(Locale.ROOT);
    String path = operation.substring(operation.indexOf(' ') + 1).replaceAll("\\{[^}]*}", "1");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
    return api.send(
        (authorization.isEmpty() ? request : request.header("Authorization", authorization))
            .build());
  }
}
