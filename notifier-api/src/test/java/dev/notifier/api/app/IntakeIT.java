package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

class IntakeIT {
  private static EmbeddedKafkaKraftBroker kafka;
  private static EmbeddedPostgres postgres;
  private static RunningApi api;

  @BeforeAll
  static void start() {
    kafka = RunningApi.kafka();
    postgres = RunningApi.postgres();
    api = RunningApi.start(kafka.getBrokersAsString(), RunningApi.url(postgres));
  }

  @AfterAll
  static void stop() throws IOException {
    api.close();
    postgres.close();
    kafka.destroy();
  }

  @Test
  void aGoodEventIsAccepted() {
    Reply reply = api.post(RunningApi.STRUCTURED, Sample.card("good-1"));

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(202);
    assertThat(reply.json().path("accepted").asInt()).isEqualTo(1);
  }
}
