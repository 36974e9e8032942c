package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.testing.TestKafka;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A key for tests acts in the data of its shadow tenant. */
class TestKeyIT {
  @Test
  void theEventsOfATestKeyBelongToTheShadowTenant() {
    TestKafka kafka = TestKafka.shared();
    try (RunningApi api =
        RunningApi.start(
            kafka.bootstrapServers(),
            RunningApi.newStoreUrl(),
            "--notifier.routes.real.port=2775",
            "--notifier.routes.simulator.test=true")) {
      OperatorClient admin = new OperatorClient(api, RunningApi.KEY);
      JsonNode key =
          admin
              .post(
                  "/v1/keys",
                  """
                  {"name":"trial","owner":"Office","kind":"test",
                   "scopes":["events:write","notifications:read"]}\
                  """)
              .json();
      OperatorClient tester = new OperatorClient(api, key.path("key").asString(""));

      assertThat(tester.event(Sample.card("of-a-test-key")).status()).isEqualTo(202);
      assertThat(admin.event(Sample.card("of-a-test-key")).status()).isEqualTo(202);

      assertThat(
              kafka.committed(Topics.events(Lane.NORMAL), Topics.events(Lane.BULK)).stream()
                  .map(record -> EventRecord.FORMAT.read(record.value()))
                  .filter(event -> event.id().equals("of-a-test-key"))
                  .map(EventRecord::tenant))
          .containsExactlyInAnyOrder("default~test", "default");
      assertThat(tester.get("/v1/keys").code()).isEqualTo("missing-scope");
    }
  }
}
