package dev.notifier.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the documentation have the effects that it describes. */
abstract class DocumentedExamples {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String ADDRESS = "http://127.0.0.1:8080";
  private static final String TEXT = "THU VIEN: Ba tra De Men phieu luu ky truoc 31/12/2026";

  @TempDir private static Path folder;

  private final LocalStart notifier;

  DocumentedExamples(LocalStart notifier) {
    this.notifier = notifier;
  }

  @Test
  void aTemplateIsWrittenReviewedPublishedAndSent() throws Exception {
    ShellExamples page = page("docs/templates.md");
    String variables = page.with("EDITOR_KEY=").replaceFirst("(?m)^\\./notifier start.*$", "");
    String draft = page.with("| shorten: 40");

    assertThat(page.run(variables + page.with("/v1/event-types/library.due\"")))
        .contains("\"name\":\"library.due\",\"version\":1");
    assertThat(page.run(variables + page.with("titel")))
        .contains("\"code\":\"template-errors\"")
        .containsPattern("possibly-missing[^}]*\"line\":1,\"column\":14")
        .containsPattern("unknown-name[^}]*\"line\":1,\"column\":45");
    assertThat(page.run(variables + draft)).contains("\"submitErrors\":[]");
    assertThat(page.run(variables + page.with("draft/preview")))
        .contains("\"text\":\"" + TEXT + "\",\"encoding\":\"GSM7\",\"units\":53");
    assertThat(page.run(variables + page.with("draft/submit")))
        .contains("\"version\":1,\"state\":\"in-review\"");
    String approve = page.with("versions/1/approve");
    assertThat(page.run(variables + approve.replace("REVIEWER_KEY", "EDITOR_KEY")))
        .contains("self-approval");
    assertThat(page.run(variables + approve)).contains("\"state\":\"approved\"");
    String publish = page.with("versions/1/publish");
    assertThat(page.run(variables + publish)).contains("\"state\":\"published\"");

    String event = page.with("\"id\":\"book-1\"");
    assertThat(page.run(variables + event)).contains("\"accepted\":1");
    awaitDelivered("/library", "book-1", TEXT);
    assertThat(notifier.simulator("/v1/handset").toString()).contains(TEXT);

    page.run(variables + draft.replace("LIBRARY: please", "LIBRARY: Please"));
    page.run(variables + page.with("draft/submit"));
    page.run(variables + approve.replace("versions/1", "versions/2"));
    page.run(
        variables + publish.lines().findFirst().orElseThrow().replace("versions/1", "versions/2"));
    assertThat(page.run(variables + page.with("/diff?")))
        .contains("[-please-]{+Please+}", "\"action\":\"approve\"")
        .containsPattern("\"version\":1,\"state\":\"published\"");
    assertThat(page.run(variables + page.with("/registrations/")))
        .contains("\"status\":\"approved\"");
    assertThat(page.run(page.with("templates export")))
        .contains("0 errors in", "unchanged templates/library-due.yaml", "Nothing changed");
  }

  @Test
  void theFirstMessageOfTheQuickStartIsDelivered() throws Exception {
    ShellExamples page = page("README.md");
    String send = here(page.with("\"specversion\""));

    assertThat(page.run(send)).contains("\"accepted\":1");
    String text =
        "BHXHVN: The BHYT xxxxxx9425 cua Ba Lo Thi Mai het han 31/12/2026. Gia han truoc 31/12/2026"
            + " de khong gian doan quyen loi. Hoi: 1900.9068";
    awaitDelivered("/tst/son-la", "01JD8Y2M6Q9T", text);
    assertThat(
            page.run(send.lines().findFirst().orElseThrow() + "\n" + here(page.with("?source="))))
        .contains("\"state\":\"DELIVERED\"", text);
  }

  @Test
  void aPersonIsAnsweredAsTheReadmeSays() throws Exception {
    ShellExamples page = page("README.md");
    String write =
        page.with("/v1/mo")
            .replace("http://127.0.0.1:2780/", notifier.endpoints().get("handset").asString());

    // On a slow machine, the worker has not bound yet.
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(page.run(write)).contains("\"responded\":true"));
    String answer =
        "BHXHVN: Ma so xxxxxx9425. Tong thoi gian dong BHXH: 9 nam 7 thang; BHTN: 8 nam 8 thang";
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(notifier.simulator("/v1/messages?to=84391234567").toString())
                .contains(answer));
    assertThat(Files.readString(Path.of("..", "README.md"))).contains(answer);
  }

  @Test
  void theRequestsOfIntegratorsAndOperatorsHaveTheirEffect() throws Exception {
    ShellExamples page = page("docs/integrating.md");
    String key = notifier.endpoints().get("apiKey").asString();
    String variables = here(page.with("KEY=...")).replaceFirst("KEY=[^\\n]*", "KEY=" + key);

    assertThat(page.run(variables + page.with("D-2026-0815\", \"source"))).contains("HTTP/1.1 202");
    assertThat(page.run(variables + page.with("cloudevents-batch")))
        .contains("HTTP/1.1 207", "phone-landline");
    assertThat(page.run(variables + page.with("ce-specversion"))).contains("HTTP/1.1 202");
    assertThat(page.run(variables + page.with("event-types/card.lost")))
        .contains("\"name\":\"card.lost\",\"version\":1");
    // Until it is planned, the response is not-found-yet, and callers ask again.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(page.run(variables + page.with("--data-urlencode"))).contains("\"state\":"));
    assertThat(page.run(variables + page.with("limit=2&after=")))
        .contains("\"next\":\"benefit.paid\"");
    String routes = page("docs/operating.md").with("/v1/routes/viettel/pause");
    assertThat(page.run(variables + routes))
        .contains("\"rate\":100,\"sessions\":2", "\"paused\":true")
        .containsPattern("\"paused\":false[^\n]*$");
  }

  /** All steps of the page, with the key that the second one makes. */
  @Test
  void theFirstIntegrationGoesFromAKeyToAWebhookAndAProof() throws Exception {
    ShellExamples page = page("docs/first-integration.md");
    String begin = here(page.with("field() {"));
    String made = page.run(begin + page.with("card-office") + "echo \"KEY=$KEY\"");
    assertThat(made).contains("A key of ");
    String key = made.lines().filter(line -> line.startsWith("KEY=")).findFirst().orElseThrow();
    String variables = begin + key + "\n";

    assertThat(page.run(variables + page.with("/v1/templates/feed")))
        .contains("HTTP/1.1 200", "template.published.v1");
    assertThat(page.run(variables + page.with("/v1/groups/first-run"))).contains("\"expected\":1");
    assertThat(page.run(variables + page.with("cloudevents+json"))).contains("HTTP/1.1 202");
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(page.run(variables + page.with("--data-urlencode id=first-1\n")))
                .contains("\"state\":\"DELIVERED\""));
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(page.run(variables + page.with("/v1/statuses")))
                .contains("\"eventId\":\"first-1\"", "notification.group.completed.v1"));
    assertThat(page.run(variables + page.with("portal.example") + page.with("$WEBHOOK/test")))
        .contains("The webhook ", "\"lastTest\":");
    String check =
        "\n'%s' '%s' certificate.jws keys.json"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Path.of("..", "examples", "CheckCertificate.java").toAbsolutePath());
    assertThat(page.run(variables + page.with("certificate-keys") + check))
        .contains("\"state\":\"DELIVERED\"", "+84750000000");
  }

  @Test
  void aProviderDeliversAMessageOfAPerson() throws Exception {
    String example = here(page("docs/inbound-http.md").with("/v1/inbound/aggregator"));
    assertThat(page("docs/inbound-http.md").run(example)).endsWith("0|OK");
    assertThat(page("docs/inbound-http.md").run(example.replace("$TEXT$SECRET", "$TEXT")))
        .endsWith("1|ERROR");
  }

  private ShellExamples page(String page) throws Exception {
    return new ShellExamples(page, folder.resolve("reader"), notifier.home());
  }

  /** The example with the port of this start. */
  private String here(String example) throws Exception {
    return example.replace(ADDRESS, notifier.endpoints().get("api").asString());
  }

  private void awaitDelivered(String source, String id, String text) {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .untilAsserted(() -> {
          var found = notifier.lookUp(source, id);
          assertThat(found.path("state").asString("")).isEqualTo("DELIVERED");
          assertThat(found.path("text").asString("")).isEqualTo(text);
        });
  }
}
