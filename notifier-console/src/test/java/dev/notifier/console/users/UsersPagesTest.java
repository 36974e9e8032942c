package dev.notifier.console.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UsersPagesTest {
  private static final String HOSTILE = "<script>alert(1)</script>'\"";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void saysWhatAnApproverOfBatchesDoesNotSee() {
    assertThat(console.get("new-user").body())
        .contains("a person who approves batches sees masked numbers, and no texts of lines");
    assertThat(console.getVietnamese("new-user").body()).contains("chỉ thấy số đã che");
  }

  @Test
  void listsUsersInBothLanguages() {
    assertThat(console.get("users").body()).contains("Lò Thị Lan", ">Author</span>");
    assertThat(console.getVietnamese("users").body()).contains("Người soạn");
    assertThat(console.api().last("GET", "/v1/users").target()).contains("state=active");
  }

  @Test
  void showsAUserWithSessions() {
    assertThat(console.get("users/minh").body())
        .contains("A password.", "Firefox on Windows", "/link", "/disable", "<dt>Roles</dt>");
  }

  @Test
  void escapesNames() {
    console.api().answer("GET", "/v1/users/minh", 200, user(HOSTILE));
    assertThat(console.get("users/minh").body())
        .doesNotContain("<script>alert")
        .contains("&lt;script&gt;alert(1)");
  }

  private static Map<String, Object> user(String text) {
    return Map.of(
        "name",
        "minh",
        "version",
        4,
        "tenant",
        text,
        "fullName",
        text,
        "roles",
        List.of(text),
        "rights",
        List.of(),
        "state",
        "active",
        "factors",
        Map.of("password", true, "totp", false, "passkeys", 0, "recoveryCodes", 0),
        "createdAt",
        "2026-12-01T01:00:00Z",
        "createdBy",
        text);
  }

  @Test
  void theOwnAccountIsChangedBySomebodyElse() {
    assertThat(console.get("users/lan").body())
        .contains("This is your own account")
        .doesNotContain("/disable");
  }

  @Test
  void commandsNeedAFreshFactor() {
    console.api().signedIn(List.of("users:manage"), TestConsole.NOW);
    assertThat(console.get("users/minh").body())
        .contains("name=\"next\" value=\"users/minh\"")
        .doesNotContain("/disable");
    HttpResponse<String> page =
        console.post("account/confirm", Map.of("code", "492039", "next", "users/minh"));
    assertThat(page.headers().firstValue("Location")).contains("../users/minh");
  }

  @Test
  void theLinkOfANewUserIsShownOnce() {
    console.api().answer("POST", "/v1/users", 201, withLink());
    Map<String, String> form =
        Map.of("form", "1-1", "name", "minh", "fullName", "Minh", "role", "author");
    HttpResponse<String> page = console.post("new-user", form);
    assertThat(page.body())
        .contains("value=\"nl_5f\"", "data-address=\"./link#nl_5f\"")
        .contains("Send it to Minh, who needs a phone with an authenticator app, or a passkey.");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(console.api().last("POST", "/v1/users").body())
        .contains("\"name\":\"minh\"", "\"roles\":[\"author\"]", "\"rights\":[]");

    HttpResponse<String> again = console.post("new-user", form);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).doesNotContain("nl_5f");
  }

  private static Map<String, Object> withLink() {
    Map<String, Object> user = new LinkedHashMap<>(user("Minh"));
    user.put("link", "nl_5f");
    user.put("linkExpiresAt", "2026-12-01T01:35:00Z");
    return user;
  }

  @Test
  void aRefusedFormKeepsWhatWasTyped() {
    console.api().refuse("POST", "/v1/users", 409, "user-name-taken");
    HttpResponse<String> page =
        console.post(
            "new-user",
            Map.of("form", "1-2", "name", "minh", "fullName", HOSTILE, "role", "viewer"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains("value=\"minh\"", "value=\"viewer\" checked")
        .doesNotContain("<script>alert");
  }

  @Test
  void sendsEachCommand() {
    command("end-sessions", Map.of("reason", "lost"), "{\"reason\":\"lost\"}");
    command(
        "disable",
        Map.of("reason", "left", "handOverTo", "hoa"),
        "{\"reason\":\"left\",\"handOverTo\":\"hoa\",\"keepKeys\":false}");
    command("enable", Map.of(), "");
    assertThat(console.post("users/minh/invent", Map.of()).statusCode()).isEqualTo(404);

    console.post("users/minh/change", Map.of("fullName", "Minh", "version", "4"));
    assertThat(console.api().last("PATCH", "/v1/users/minh").headers())
        .containsEntry("If-match", "\"4\"");
    console.post("users/minh/sessions/s1/end", Map.of());
    console.api().last("DELETE", "/v1/users/minh/sessions/s1");
  }

  @Test
  void saysThatAnOpenLinkEndsWithMoreRoles() {
    Map<String, Object> user = withLink();
    user.remove("link");
    console.api().answer("GET", "/v1/users/minh", 200, user);
    assertThat(console.get("users/minh").body())
        .contains("name=\"openLink\"", "open one-time link until 01/12/2026 08:35:00");
    Map<String, String> form = Map.of("fullName", "Minh", "version", "4", "openLink", "yes");
    assertThat(console.post("users/minh/change", form).headers().firstValue("Location"))
        .contains("../../users/minh?notice=users.change");

    console.api().answer("GET", "/v1/users/minh", 200, user("Minh"));
    assertThat(console.post("users/minh/change", form).headers().firstValue("Location"))
        .contains("../../users/minh?notice=users.change-link");
    assertThat(console.get("users/minh?notice=users.change-link").body())
        .contains("The open one-time link has ended", "Make another link")
        .doesNotContain("name=\"openLink\"");
  }

  private static void command(String command, Map<String, String> fields, String body) {
    HttpResponse<String> page = console.post("users/minh/" + command, fields);
    assertThat(page.headers().firstValue("Location"))
        .contains("../../users/minh?notice=users." + command);
    assertThat(console.api().last("POST", "/v1/users/minh/" + command).body()).isEqualTo(body);
  }

  @Test
  void makesAnotherLink() {
    console.api().answer("POST", "/v1/users/minh/link", 200, withLink());
    HttpResponse<String> page =
        console.post("users/minh/link", Map.of("form", "1-3", "resetFactors", "on"));
    assertThat(page.body()).contains("nl_5f");
    assertThat(console.api().last("POST", "/v1/users/minh/link").body())
        .isEqualTo("{\"resetFactors\":true}");
  }
}
