package dev.notifier.worker.queries;

import static dev.notifier.worker.queries.QueryHarness.eventually;
import static dev.notifier.worker.queries.QueryHarness.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.inbound.OutboxEvent;
import dev.notifier.store.queries.QueryOrder;
import dev.notifier.worker.testing.HttpsReceiver;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries that no one has had time to try yet. */
class SilentQueriesIT {
  private static final String CASE =
      """
      {"registered": true, "data": {"caseCode": "04486.G/2019/08708", "status": "IN_PROGRESS"}}
      """;

  @TempDir private static Path folder;

  private static HttpsReceiver.Identity identity;

  private QueryHarness system;

  @BeforeAll
  static void create() throws Exception {
    identity = HttpsReceiver.Identity.create(folder);
  }

  @BeforeEach
  void start() throws Exception {
    system = new QueryHarness(identity);
  }

  @AfterEach
  void stop() throws Exception {
    system.close();
  }

  @Test
  void aQueryOfWhichNothingCanBeSaidKeepsNoOtherWaiting() {
    system.answer(CASE);
    QueryOrder broken = system.ask(order("case-status"));
    QueryOrder other = system.ask(order("case-status"));
    system.jdbc.update(
        """
        update inbound_queries set due_at = now() - interval '1 minute'
          - case when inbound_id = ? then interval '1 minute' else interval '0' end
        """,
        broken.inboundId());
    AnswerSink stored = system.sink();
    AnswerSink sink =
        new AnswerSink() {
          @Override
          public void add(OutboxEvent answer) {
            if (answer.inboundId().equals(broken.inboundId())) {
              throw new IllegalStateException("this answer cannot be stored");
            }
            stored.add(answer);
          }

          @Override
          public void withdrawProvisional(UUID inboundId) {
            stored.withdrawProvisional(inboundId);
          }

          @Override
          public void committed() {}
        };

    // A query that was taken and not tried would wait for the end of its lease.
    system.worker("a", QueryHarness.LIMIT.multipliedBy(10), sink);
    eventually(() -> assertThat(system.outcome(other)).isEqualTo("answered"));

    assertThat(system.described(other))
        .containsExactly("reply.answered last/wait", "reply.case-status last");
    assertThat(system.described(broken)).isEmpty();
  }
}
