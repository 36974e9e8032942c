package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.access.Role;
import dev.notifier.contracts.access.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Every operation of the API description with a session of each role: it is allowed if the table of
 * the documentation says so, and refused otherwise.
 */
class UserRolesIT {
  private static final ApiDescription DESCRIPTION = ApiDescription.shared();

  private static ApiWithStore store;
  private static JdbcTemplate jdbc;
  private static Map<String, Set<String>> documented = Map.of();
  private static RunningApi api;

  @BeforeAll
  static void start() throws IOException {
    documented = documented(Files.readString(Path.of("../docs/access.md")));
    store = ApiWithStore.shared();
    jdbc = store.jdbc();
    api = store.start();
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  /** The scopes of each role in the table of the section "Roles". */
  private static Map<String, Set<String>> documented(String page) {
    String section = page.substring(page.indexOf("\n### Roles\n"));
    List<List<String>> rows =
        section
            .lines()
            .dropWhile(line -> !line.startsWith("| Scope "))
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
            .toList();
    List<String> header = rows.getFirst();
    Map<String, Set<String>> scopes = new HashMap<>();
    for (List<String> row : rows.subList(2, rows.size())) {
      for (int i = 1; i < header.size(); i++) {
        Set<String> ofRole = scopes.computeIfAbsent(header.get(i), _ -> new HashSet<>());
        if (row.get(i).equals("yes")) {
          ofRole.add(row.getFirst().replace("`", ""));
        } else {
          assertThat(row.get(i)).isEqualTo("–");
        }
      }
    }
    return scopes;
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void aRoleAllowsWhatTheDocumentationSays(Role role) {
    Set<String> allowed = documented.getOrDefault(role.id(), Set.of());
    assertThat(allowed).as("the table has the role").isNotEmpty();
    String token =
        SignedInUser.make(api, jdbc, role.id(), "default", "{" + role.id() + "}", "{}")
            .enrol(Instant.now())
            .token;

    DESCRIPTION
        .operations()
        .forEach((name, operation) -> {
          JsonNode scopes = operation.at("/security/0/apiKey");
          if (scopes.isEmpty()) {
            return;
          }
          Reply reply = send(name, token);
          boolean refused = reply.code().equals("missing-scope");
          assertThat(refused)
              .as("%s: %s", name, reply.response().body())
              .isNotEqualTo(allowed.contains(scopes.path(0).asString("")));
          assertThat(reply.status() == 403).as(name).isEqualTo(refused);
        });
  }

  /** They are given one by one. */
  @ParameterizedTest
  @EnumSource(Role.class)
  void noRoleIncludesARight(Role role) {
    assertThat(Scope.withImplied(role.scopes()))
        .doesNotContain(Scope.PERSONAL_DATA_READ, Scope.EXPORT, Scope.ALL_TENANTS_READ);
  }

  private static Reply send(String operation, String token) {
    String method = operation.substring(0, operation.indexOf(' ')).toUpperCase(Locale.ROOT);
    String path = operation.substring(operation.indexOf(' ') + 1).replaceAll("\\{[^}]*}", "1");
    return api.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
            .build());
  }
}
