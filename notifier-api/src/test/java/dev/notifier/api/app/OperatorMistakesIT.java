package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Mistakes of operators that would be found too late without an answer: what has no effect, or
 * another one than intended, is rejected or named.
 */
class OperatorMistakesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String REVIEWER = "the-key-of-the-reviewer-with-32-characters";

  private static OperatorClient editor;

  @BeforeAll
  static void start() {
    RunningApi api = ApiWithStore.shared().start("--notifier.operators.reviewer.key=" + REVIEWER);
    editor = new OperatorClient(api, RunningApi.KEY);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> editor.get("/v1/templates").json().path("templates").size() == 25);
  }

  /** A misspelt parameter would otherwise import what was only to be checked. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "/v1/templates/import?dryrun=true => A query parameter is unknown. Use dryRun. Did you mean dryRun?",
        "/v1/templates?limt=2 => A query parameter is unknown. Use state, after, limit. Did you mean limit?",
        "/v1/templates/card-expiring/draft/preview?route=viettel => This operation has no query parameters. Omit them.",
      })
  void anUnknownQueryParameterIsRejected(String path, String detail) {
    Reply reply =
        path.contains("import")
            ? editor.post(path, "{\"files\":[]}")
            : path.contains("preview") ? editor.post(path, "") : editor.get(path);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("code").asString()).isEqualTo("invalid-parameter");
    assertThat(reply.json().path("detail").asString()).isEqualTo(detail);
  }

  /** All events of the type would otherwise be rejected from now on. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "case-decide => This template is not published, so events of the type would be rejected. Publish it first. Did you mean case-decided?",
        "card-expiring => This is a template of the event type card.expiring. Use a template of this event type.",
      })
  void anEventTypeKeepsItsTemplateIfItCannotUseTheOther(String template, String detail) {
    String type = "/v1/event-types/case.decided";
    String present = editor.get(type).response().body();

    Reply reply = editor.put(type, present.replace("\"case-decided\"", "\"" + template + "\""));

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("code").asString()).isEqualTo("invalid-event-type");
    assertThat(reply.json().path("detail").asString()).isEqualTo("/template: " + detail);
    assertThat(editor.get(type).response().body()).isEqualTo(present);
  }

  @Test
  void aTemplateThatNoMessageGetsIsNamed() {
    Reply saved = save("spare", "case.decided", "BHXHVN: {{ caseCode }}");

    assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
    assertThat(saved.json().path("warnings").valueStream())
        .filteredOn(warning -> warning.path("code").asString().equals("not-used"))
        .singleElement()
        .extracting(warning -> warning.path("detail").asString())
        .asString()
        .contains("case.decided uses the template case-decided");
  }

  @Test
  void theDetailOfATemplateNamesThePlaceAndTheNumberOfErrors() {
    Reply one = save("place", "case.decided", "{{ officeName }} {{ caseCod }}");
    Reply two = save("place", "case.decided", "{{ caseCod }} {{ fullName }}");
    save("place", "case.decided", " ");
    Reply blank = editor.post("/v1/templates/place/draft/submit", "");

    assertThat(one.json().path("detail").asString())
        .isEqualTo("/variants/0/text, line 1, column 21: caseCod does not exist; write caseCode.");
    assertThat(two.json().path("detail").asString())
        .isEqualTo(
            "/variants/0/text, line 1, column 4: caseCod does not exist; write caseCode. errors has"
                + " all 2 errors.");
    assertThat(blank.json().path("detail").asString())
        .isEqualTo(
            "/variants/0/text, line 1, column 1: the text is blank; write one, or remove this"
                + " variant.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "/v1/templates/card-expirin => The template does not exist. Save a draft of it first. Did you mean card-expiring?",
        "/v1/templates/card-expiring/versions/7 => The template has no version 7. Use a version that the template lists.",
        "/v1/templates/card-expiring/diff?from=1&to=9 => The template has no version 9. Use a version that the template lists.",
      })
  void whatDoesNotExistIsNamed(String path, String detail) {
    Reply reply = editor.get(path);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json().path("detail").asString()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "{`type`:`card.expirin`} => /type: This event type does not exist. Send one that GET /v1/event-types lists. Did you mean card.expiring?",
        "{`from`:`2026-12-02T00:00:00Z`,`to`:`2026-12-01T00:00:00Z`} => /to: This time is not after from, so nothing is selected. Send a later one.",
      })
  void anOrderThatSelectsNothingByMistakeIsRejected(String body, String detail) {
    Reply reply = editor.post("/v1/notifications/plan-again", body.replace('`', '"'));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("detail").asString()).isEqualTo(detail);
  }

  private static Reply save(String id, String type, String text) {
    return editor.put(
        "/v1/templates/" + id + "/draft",
        "application/json",
        """
        {"id":"%s","eventType":"%s","diacritics":"strip","maxSegments":2,"links":"refuse",
         "variants":[{"locale":"vi","text":"%s"}]}\
        """
            .formatted(id, type, text));
  }
}
