package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.testing.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The example of docs/knowledge-base.md works. */
class KnowledgeDocsIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String REVIEWER = "the-key-of-a-reviewer-of-the-agency-32-characters";

  private static final Pattern CALL =
      Pattern.compile(
          "^curl -sS (?:-X (\\w+) )?\"\\$API(\\S+)\" -H \"Authorization: Bearer \\$(\\w+)\""
              + "(?: -H \"Content-Type: (\\S+)\")?(?: -d '(.*)')?( --data-binary @entry.yaml)?$",
          Pattern.MULTILINE);

  private static final Pattern ENTRY = Pattern.compile("```yaml\n(owner: .*?)```", Pattern.DOTALL);

  @Test
  void everyRequestOfTheExampleSucceeds() throws IOException {
    String page = Files.readString(Path.of("../docs/knowledge-base.md"));
    Matcher entry = ENTRY.matcher(page);
    assertThat(entry.find()).isTrue();
    try (RunningApi api =
        RunningApi.start(
            TestKafka.shared().bootstrapServers(),
            RunningApi.newStoreUrl(),
            "--notifier.operators.reviewer.key=" + REVIEWER)) {
      Matcher calls = CALL.matcher(page);
      int sent = 0;
      while (calls.find()) {
        OperatorClient caller =
            new OperatorClient(api, calls.group(3).equals("REVIEWER") ? REVIEWER : RunningApi.KEY);
        String body = calls.group(6) != null ? entry.group(1) : calls.group(5);
        if (calls.group(2).endsWith("/search")) {
          awaitAnswer(caller, body);
        } else {
          Reply reply = send(caller, calls.group(1), calls.group(2), calls.group(4), body);
          assertThat(reply.status()).as(calls.group() + reply.response().body()).isEqualTo(200);
        }
        sent++;
      }
      assertThat(sent).isEqualTo(7);
    }
  }

  private static void awaitAnswer(OperatorClient caller, String body) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(
                    caller.post("/v1/knowledge/search", body).json().at("/matches/0/id").asString())
                .isEqualTo("office-moc-chau"));
  }

  private static Reply send(
      OperatorClient caller, String method, String path, String type, String body) {
    if (method == null) {
      return caller.get(path);
    }
    return method.equals("PUT") ? caller.put(path, type, body) : caller.post(path, body);
  }
}
