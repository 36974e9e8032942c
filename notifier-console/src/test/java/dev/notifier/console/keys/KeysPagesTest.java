package dev.notifier.console.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeysPagesTest {
  private static final String HOSTILE = "<script>alert(1)</script>'\"";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void listsKeysInBothLanguages() {
    assertThat(console.get("keys").body())
        .contains(">clinic-7</a>", ">valid</span>", "nk_live_k7m2x9abcdef", "10.20.3.*");
    assertThat(console.getVietnamese("keys").body()).contains("dùng được", "Khóa API");
  }

  @Test
  void showsAKey() {
    assertThat(console.get("keys/k7m2x9abcdef").body())
        .contains("send events", "2,000", "visit.recorded", "/rotate", "/revoke");
  }

  @Test
  void showsWhyRequestsOfAKeyWereRefused() {
    assertThat(console.get("keys/k7m2x9abcdef").body())
        .contains("href=\"../keys/k7m2x9abcdef/requests\"");
    Map<String, Object> refused =
        Map.of(
            "at", "2026-12-01T01:00:00Z",
            "method", "POST",
            "path", "/v1/events",
            "status", 403,
            "error", "type-not-allowed");
    console
        .api()
        .answer(
            "GET",
            "/v1/keys/k7m2x9abcdef/requests",
            200,
            Map.of(
                "since",
                "2026-12-01T00:00:00Z",
                "requests",
                List.of(),
                "refused",
                List.of(refused)));
    assertThat(console.getVietnamese("keys/k7m2x9abcdef/requests").body())
        .contains("POST /v1/events", "403", "Khóa API không được gửi loại tin này.");
  }

  @Test
  void escapesTexts() {
    console.api().answer("GET", "/v1/keys", 200, Map.of("keys", List.of(key(HOSTILE, "valid"))));
    assertThat(console.get("keys").body())
        .doesNotContain("<script>alert")
        .contains("&lt;script&gt;alert(1)");
  }

  private static Map<String, Object> key(String text, String secret) {
    return Map.ofEntries(
        Map.entry("id", "k1"),
        Map.entry("prefix", text),
        Map.entry("version", 1),
        Map.entry("tenant", "default"),
        Map.entry("name", text),
        Map.entry("owner", text),
        Map.entry("kind", "live"),
        Map.entry("scopes", List.of("events:write")),
        Map.entry(
            "permissions",
            Map.of(
                "eventTypes", List.of(),
                "categories", List.of(),
                "networks", List.of(),
                "teamNumbers", 0)),
        Map.entry("expiresAt", "2027-12-01T01:00:00Z"),
        Map.entry("createdAt", "2026-12-01T01:00:00Z"),
        Map.entry("createdBy", "api"),
        Map.entry("key", secret));
  }

  @Test
  void aNewKeyIsShownOnce() {
    console.api().answer("POST", "/v1/keys", 201, key("portal", "nk_live_k1_secret"));
    Map<String, String> form =
        Map.of(
            "form", "1-1",
            "name", "portal",
            "owner", "Portal team",
            "scope", "events:write",
            "networks", "10.20.0.0/16\n10.30.0.0/16",
            "messagesPerDay", "2.000",
            "expires", "2027-01-31");
    HttpResponse<String> page = console.post("new-key", form);
    assertThat(page.body()).contains("value=\"nk_live_k1_secret\"", "shown this once");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(console.api().last("POST", "/v1/keys").body())
        .contains(
            "\"scopes\":[\"events:write\"]",
            "\"networks\":[\"10.20.0.0/16\",\"10.30.0.0/16\"]",
            "\"messagesPerDay\":2000",
            "\"expiresAt\":\"2027-01-31T17:00:00Z\"")
        .doesNotContain("requestsPerSecond");

    HttpResponse<String> again = console.post("new-key", form);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).doesNotContain("nk_live_k1_secret");
    assertThat(console.api().received())
        .filteredOn(each -> each.method().equals("POST") && each.target().equals("/v1/keys"))
        .hasSize(1);
  }

  /** The connection breaks after the request has arrived. */
  @Test
  void doesNotMakeAKeyTwiceIfItMayHaveBeenMade() {
    AtomicInteger arrived = new AtomicInteger();
    console.api().handle("POST", "/v1/keys", _ -> arrived.incrementAndGet());
    Map<String, String> form = Map.of("form", "1-9", "name", "portal", "owner", "o");
    assertThat(console.post("new-key", form).body())
        .contains("It is not known whether this was done.", "value=\"portal\"")
        .doesNotContain("Nothing was changed", "value=\"1-9\"");
    assertThat(console.post("new-key", form).statusCode()).isEqualTo(409);
    assertThat(arrived).hasValue(1);
  }

  @Test
  void aRefusedFormKeepsWhatWasTyped() {
    console.api().refuse("POST", "/v1/keys", 422, "invalid-key");
    HttpResponse<String> page =
        console.post(
            "new-key",
            Map.of("form", "1-2", "name", "portal", "owner", "o", "messagesPerDay", "2.000"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("value=\"portal\"", "value=\"2.000\"", "role=\"alert\"");
  }

  @Test
  void aDecimalIsNotTakenForAnotherNumber() {
    HttpResponse<String> page =
        console.post("new-key", Map.of("form", "1-8", "name", "portal", "messagesPerDay", "1.5"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("href=\"#messagesPerDay\"", "value=\"1.5\"");
    page = console.post("keys/k7m2x9abcdef/change", Map.of("requestsPerSecond", "0,5"));
    assertThat(page.body()).contains("href=\"#requestsPerSecond\"", "value=\"0,5\"");
    assertThat(console.api().received()).allMatch(each -> each.method().equals("GET"));
  }

  @Test
  void changesTheVersionThatWasSeen() {
    HttpResponse<String> page =
        console.post(
            "keys/k1/change", Map.of("owner", "o", "scope", "events:write", "version", "7"));
    assertThat(page.headers().firstValue("Location")).contains("../../keys/k1?notice=keys.change");
    assertThat(console.api().last("PATCH", "/v1/keys/k1").headers())
        .containsEntry("If-match", "\"7\"");
    assertThat(console.api().last("PATCH", "/v1/keys/k1").body())
        .contains("\"messagesPerDay\":null", "\"eventTypes\":[]");
  }

  @Test
  void doesNotSendScopesThatWereNotChanged() {
    console.post(
        "keys/k1/change", Map.of("owner", "o", "scope", "keys:manage", "had", "keys:manage"));
    assertThat(console.api().last("PATCH", "/v1/keys/k1").body()).doesNotContain("\"scopes\"");

    console.post("keys/k1/change", Map.of("owner", "o", "had", "keys:manage"));
    assertThat(console.api().last("PATCH", "/v1/keys/k1").body()).contains("\"scopes\":[]");
  }

  /** The HTTP interface refuses them, which is better than to take them away. */
  @Test
  void sendsTheScopesThatThePersonLacks() {
    console.api().signedIn(List.of("keys:manage"), Instant.parse("2026-12-01T01:10:00Z"));
    console.api().answer("GET", "/v1/keys/k1", 200, key("portal", "none"));
    assertThat(console.get("keys/k1").body())
        .contains("<input type=\"hidden\" name=\"scope\" value=\"events:write\">")
        .contains("<input type=\"hidden\" name=\"had\" value=\"events:write\">")
        .contains("checked disabled>", "You do not have these yourself")
        .doesNotContain("type=\"checkbox\" name=\"scope\" value=\"events:write\"");
  }

  /** Someone else may have given the key a scope meanwhile. */
  @Test
  void showsTheScopesOfNowIfNoneWereChanged() {
    console.api().answer("GET", "/v1/keys/k1", 200, key("portal", "none"));
    console.api().refuse("PATCH", "/v1/keys/k1", 412, "key-version-mismatch");
    HttpResponse<String> page =
        console.post("keys/k1/change", Map.of("scope", "keys:manage", "had", "keys:manage"));
    assertThat(page.body())
        .contains("name=\"scope\" value=\"events:write\" checked>")
        .doesNotContain("value=\"keys:manage\" checked");
  }

  /** The factor may have become stale while the person was typing. */
  @Test
  void keepsAChangeThatNeedsACode() {
    console.api().signedIn(List.of("keys:manage"), TestConsole.NOW);
    console.api().refuse("PATCH", "/v1/keys/k7m2x9abcdef", 403, "second-factor-required");
    HttpResponse<String> page =
        console.post("keys/k7m2x9abcdef/change", Map.of("owner", "Portal team", "version", "1"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("value=\"Portal team\"", "name=\"code\"");
  }

  @Test
  void rotatesAndRevokes() {
    console.api().answer("POST", "/v1/keys/k1/rotate", 200, key("portal", "nk_live_k1_other"));
    HttpResponse<String> page =
        console.post("keys/k1/rotate", Map.of("form", "1-3", "formerValidFor", "PT1H"));
    assertThat(page.body()).contains("nk_live_k1_other");
    assertThat(console.api().last("POST", "/v1/keys/k1/rotate").body())
        .contains("\"formerValidFor\":\"PT1H\"", "\"force\":false");

    console.post("keys/k1/revoke", Map.of("cancelUnsent", "on"));
    assertThat(console.api().last("POST", "/v1/keys/k1/revoke").body())
        .isEqualTo("{\"cancelUnsent\":true}");
  }

  @Test
  void commandsNeedAFreshFactor() {
    console.api().signedIn(List.of("keys:manage"), TestConsole.NOW);
    assertThat(console.get("keys/k7m2x9abcdef").body())
        .contains("account/confirm")
        .doesNotContain("/rotate");
    assertThat(console.get("new-key").body())
        .contains("name=\"code\"", "value=\"keys:manage\"")
        .doesNotContain("value=\"users:manage\"");
  }
}
