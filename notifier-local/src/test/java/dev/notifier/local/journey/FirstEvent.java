package dev.notifier.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What a new user does after the first start: posts an event, sees the SMS. Nothing is lost in a
 * kill. It must be the first that sends a message; then it starts again.
 */
abstract class FirstEvent {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String TEXT =
      "BHXHVN: The BHYT xxxxxx9425 cua Ba Lo Thi Mai het han 31/12/2026. Gia han truoc 31/12/2026"
          + " de khong gian doan quyen loi. Hoi: 1900.9068";

  private final LocalStart notifier;

  FirstEvent(LocalStart notifier) {
    this.notifier = notifier;
  }

  @Test
  void anEventBecomesOneDeliveredMessageEvenAcrossAKill() throws Exception {
    assertThat(notifier.signInToConsole(notifier.printed("  Console")))
        .as("a page of someone who has signed in")
        .contains("<html", "./sign-out");
    assertThat(notifier.printed("  User")).isEqualTo("admin");
    assertThat(notifier.printed("            run "))
        .as("the output is no terminal, and may be a log")
        .startsWith("./notifier link ");
    String link = notifier.newLink();
    assertThat(link).startsWith("nl_");
    JsonNode admin = notifier.user("admin");
    assertThat(admin.path("roles").toString()).isEqualTo("[\"author\",\"administrator\"]");

    HttpResponse<String> accepted = post("first");
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    JsonNode notification = awaitDelivered("first");
    assertThat(notification.get("text").asString()).isEqualTo(TEXT);
    assertThat(notification.get("history")).hasSize(4);
    assertThat(notifier.simulator("/v1/counts").get("distinct").asInt()).isEqualTo(1);
    assertThat(notifier.simulator("/v1/messages").at("/messages/0/text").asString())
        .isEqualTo(TEXT);

    notifier.kill();
    notifier.start();

    assertThat(notifier.user("admin")).as("not made again").isEqualTo(admin);
    assertThat(notifier.newLink()).startsWith("nl_").isNotEqualTo(link);

    assertThat(awaitDelivered("first").get("state").asString()).isEqualTo("DELIVERED");
    assertThat(post("first").statusCode()).isEqualTo(202);
    assertThat(post("second").statusCode()).isEqualTo(202);
    awaitDelivered("second");
    assertThat(notifier.simulator("/v1/counts").get("accepted").asInt()).isEqualTo(2);
  }

  private HttpResponse<String> post(String id) throws Exception {
    return notifier.post(
        """
        {"specversion":"1.0","id":"%s","source":"/journey","type":"card.expiring","time":"%s",
         "data":{"recipient":{"kind":"CITIZEN","phone":"01691234567","honorific":"Bà",
                 "fullName":"Lò Thị Mai","locale":"vi"},
                 "cardNo":"HC4010110129425","validTo":"2026-12-31","daysLeft":30}}
        """
            .formatted(id, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
  }

  private JsonNode awaitDelivered(String id) {
    return await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () -> notifier.lookUp("/journey", id),
            found -> found.path("state").asString("").equals("DELIVERED"));
  }
}
