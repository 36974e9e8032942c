package dev.notifier.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP interface has a request, and does not answer. */
class BrokenConnectionTest {
  private static final String UNKNOWN = "It is not known whether this was done.";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  /** Searches by number are sent with POST, because no address may have the number. */
  @ParameterizedTest
  @CsvSource({
    "person, /v1/people/timeline",
    "person/verify, /v1/people/verify",
    "person/directory, /v1/recipients/search",
    "person/export, /v1/people/export",
    "inbox, /v1/inbox/search",
    "opt-outs/number, /v1/opt-outs/search",
    "knowledge/try, /v1/knowledge/search"
  })
  void aSearchCanBeTriedAgain(String page, String path) {
    console.api().handle("POST", path, HttpExchange::close);

    HttpResponse<String> answer =
        console.post(
            page,
            Map.of(
                "phone", "0912345678",
                "purpose", "question",
                "text", "BHXHVN",
                "receivedAt", "2026-11-30T23:30",
                "confirmed", "yes"));

    assertThat(answer.body()).contains("Nothing was changed. Try again").doesNotContain(UNKNOWN);
  }

  @Test
  void theListOfMessagesCanBeTriedAgain() {
    console.api().handle("POST", "/v1/notifications/search", HttpExchange::close);
    assertThat(console.get("messages").body())
        .contains("Nothing was changed. Try again")
        .doesNotContain(UNKNOWN);
  }

  @Test
  void aCommandMayHaveBeenDone() {
    console.api().handle("POST", "/v1/people/erase", HttpExchange::close);

    HttpResponse<String> answer =
        console.post(
            "person/erase",
            Map.of(
                "phone", "0912345678", "purpose", "question", "confirmed", "yes", "sure", "yes"));

    assertThat(answer.body()).contains(UNKNOWN).doesNotContain("Nothing was changed");
  }
}
