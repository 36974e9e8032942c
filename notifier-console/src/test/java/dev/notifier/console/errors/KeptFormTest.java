package dev.notifier.console.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import dev.notifier.console.web.Form;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was typed is not lost when a form is sent after the session has ended. */
class KeptFormTest {
  private static final String ID = "0193807a-5f3c-5b21-9c44-1f0e8a6d2b57";
  private static final String HOSTILE = "Ngày 25/11\"><script>alert(1)</script>\nHai";
  private static final Pattern PASSWORD_FIELD =
      Pattern.compile("<input[^>]* name=\"([^\"]+)\"[^>]* type=\"password\"");

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void theFormCanBeSentAgain() {
    console.api().end("ns_1");

    HttpResponse<String> page =
        console.post(
            "inbox/" + ID + "/answer",
            Map.of("version", "3", "form", "1-2", "text", HOSTILE, "code", "492039"));

    assertThat(page.statusCode()).isEqualTo(401);
    assertThat(page.body())
        .contains(
            "<form method=\"post\" action=\"../../inbox/" + ID + "/answer\"",
            "name=\"version\" value=\"3\"",
            "name=\"form\" value=\"1-2\"",
            "Ngày 25/11&#34;>",
            "href=\"../../sign-in?ended\"",
            "data-forget=\"../../sign-in?ended\"",
            "in the name of the person who is signed in now",
            "(inbox/" + ID + "/answer)</dd>",
            "<label for=\"typed-0\">Text</label>")
        .doesNotContain("<script>alert", "492039");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
  }

  /** Who sends the form again sees all of it first. */
  @Test
  void allThatIsSentAgainIsShown() {
    console.api().end("ns_1");
    String text = "x".repeat(KeptForm.MAX_LENGTH - 10);

    assertThat(console.post("inbox/" + ID + "/answer", Map.of("text", text)).body())
        .contains("Send again", text + "</textarea>");
  }

  /** It is so if the session ends between two calls, too. */
  @Test
  void aCommandThatIsRefusedWithoutASessionKeepsTheForm() {
    console.api().refuse("POST", "/v1/jobs/7/cancel", 401, "unauthorized");
    console.api().refuse("GET", "/v1/jobs", 401, "unauthorized");

    HttpResponse<String> page = console.post("system/jobs/7/cancel", Map.of("note", "By hand"));

    assertThat(page.statusCode()).isEqualTo(401);
    assertThat(page.body()).contains("name=\"note\" value=\"By hand\"");
  }

  @Test
  void passwordsAreNotKept() {
    console.api().end("ns_1");

    HttpResponse<String> page =
        console.post(
            "account/password",
            Map.of(
                "present-password",
                "the old one",
                "new-password",
                "the new one",
                "password-again",
                "the new one"));

    assertThat(page.statusCode()).isEqualTo(401);
    assertThat(page.body()).doesNotContain("the old one", "the new one", "Send again");
  }

  @Test
  void aFormThatIsTooLongCanBeCopied() {
    console.api().end("ns_1");

    HttpResponse<String> page =
        console.post("inbox/" + ID + "/answer", Map.of("text", "x".repeat(KeptForm.MAX_LENGTH)));

    assertThat(page.body())
        .contains("What you typed", "xxx", "data-forget=\"../../sign-in?ended\"")
        .doesNotContain("Send again");
  }

  @Test
  void allOtherFieldsAreKept() {
    assertThat(
            KeptForm.fields(
                Form.of(
                    Map.of(
                        "box",
                        List.of("a", "b"),
                        "credential",
                        List.of(""),
                        "code",
                        List.of("1")))))
        .hasValueSatisfying(fields ->
            assertThat(fields)
                .containsExactly(
                    new TypedFields.Field("box", "a"), new TypedFields.Field("box", "b")));
    assertThat(KeptForm.fields(Form.of(Map.of("secret", List.of("s"))))).isEmpty();
  }

  /** The name says so, so that no page shows again what was typed. */
  @Test
  void everyFieldOfAPasswordIsSecret() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/jte"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jte")).toList()) {
        Matcher field = PASSWORD_FIELD.matcher(Files.readString(file));
        while (field.find()) {
          names.add(field.group(1));
        }
      }
    }
    assertThat(names).contains("password", "new-password").allMatch(TypedFields::isSecret);
  }
}
