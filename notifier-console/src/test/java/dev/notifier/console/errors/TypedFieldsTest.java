package dev.notifier.console.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import dev.notifier.console.web.Form;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was typed is not lost when the page of its form cannot be shown again. */
class TypedFieldsTest {
  private static final String ID = "0193807a-5f3c-5b21-9c44-1f0e8a6d2b57";
  private static final String CONVERSATION = "/v1/inbox/" + ID;

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void aPageThatCannotBeReadAgainShowsTheFirstProblemAndWhatWasTyped() {
    console.api().refuse("POST", CONVERSATION + "/answer", 409, "first-problem");
    console.api().refuse("GET", CONVERSATION, 503, "second-problem");

    HttpResponse<String> page =
        console.post(
            "inbox/" + ID + "/answer",
            Map.of("version", "3", "text", "Ngày 25/11\n</textarea><script>alert(1)</script>"));

    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body())
        .contains(
            "Detail of first-problem",
            "readonly",
            "Ngày 25/11\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;</textarea>")
        .doesNotContain("second-problem", ">version</label>");
  }

  @Test
  void anEditedTemplateIsNotLostWhenNothingCanBeRead() {
    String template = "/v1/templates/card-expiring";
    console.api().refuse("GET", template, 503, "unavailable");
    console.api().refuse("GET", template + "/draft", 503, "unavailable");

    HttpResponse<String> page =
        console.post(
            "templates/card-expiring/draft",
            Map.of("version", "1", "base", "", "type", "card.expiring", "text-0", "My long text"));

    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("My long text</textarea>");
  }

  @Test
  void aPartOrAReadPageShowsNothing() {
    console.api().refuse("GET", CONVERSATION, 503, "unavailable");

    assertThat(console.get("inbox/" + ID).body()).doesNotContain("What you typed");
  }

  @Test
  void secretsAreNotShown() {
    Map<String, List<String>> fields = new HashMap<>();
    for (String name :
        List.of("code", "password", "newPassword", "link", "secret", "credential", "version")) {
      fields.put(name, List.of("hidden"));
    }
    fields.put("name", List.of("portal"));
    fields.put("note", List.of(" "));

    assertThat(TypedFields.of(Form.of(fields)).all())
        .containsExactly(new TypedFields.Field("name", "portal"));
  }

  @Test
  void aLongFormIsCut() {
    TypedFields large = TypedFields.of(Form.of(Map.of("text", List.of("x".repeat(30_000)))));
    assertThat(large.cut()).isTrue();
    assertThat(large.all().getFirst().value()).hasSize(TypedFields.MAX_LENGTH - "text".length());

    List<String> boxes = List.of("1".repeat(60).split(""));
    TypedFields many = TypedFields.of(Form.of(Map.of("box", boxes)));
    assertThat(many.cut()).isTrue();
    assertThat(many.all()).hasSize(TypedFields.MAX_FIELDS);
  }
}
