package dev.notifier.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the images: from the request with an event to the message on the handset. */
@Tag("containers")
class JourneyIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ContainerSystem system = new ContainerSystem();

  @AfterEach
  void stop() {
    system.close();
    http.close();
  }

  @Test
  void anEventThatIsPostedTwiceIsDeliveredOnce() throws Exception {
    system.start();

    assertThat(post("first", "01691234567").statusCode()).isEqualTo(202);
    awaitDelivered("first");
    assertThat(post("first", "01691234567").statusCode()).isEqualTo(202);
    assertThat(post("second", "0861234567").statusCode()).isEqualTo(202);
    awaitDelivered("second");

    assertThat(get(system.simulator().resolve("v1/counts")))
        .contains("\"accepted\":2", "\"repeated\":0");
    assertThat(get(system.simulator().resolve("v1/messages")))
        .contains("BHXHVN: The BHYT xxxxxx9425 cua Ba Lo Thi Mai het han 31/12/2026.");
  }

  private HttpResponse<String> post(String id, String phone) throws Exception {
    String event =
        """
        {"specversion":"1.0","id":"%s","source":"/journey","type":"card.expiring","time":"%s",
         "data":{"recipient":{"kind":"CITIZEN","phone":"%s","honorific":"Bà",
                 "fullName":"Lò Thị Mai","locale":"vi"},
                 "cardNo":"HC4010110129425","validTo":"2026-12-31","daysLeft":30}}
        """
            .formatted(id, Instant.now().truncatedTo(ChronoUnit.SECONDS), phone);
    return http.send(
        HttpRequest.newBuilder(system.api().resolve("v1/events"))
            .header("Authorization", "Bearer " + ContainerSystem.API_KEY)
            .header("Content-Type", "application/cloudevents+json")
            .POST(BodyPublishers.ofString(event))
            .build(),
        BodyHandlers.ofString());
  }

  private void awaitDelivered(String id) {
    URI lookup = system.api().resolve("v1/notifications?source=/journey&id=" + id);
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(get(lookup)).contains("\"state\":\"DELIVERED\""));
  }

  private String get(URI uri) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + ContainerSystem.API_KEY)
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
