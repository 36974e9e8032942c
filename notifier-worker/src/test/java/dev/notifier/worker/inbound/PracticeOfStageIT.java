package dev.notifier.worker.inbound;

import static dev.notifier.worker.inbound.InboundHarness.PHONE;
import static dev.notifier.worker.inbound.InboundHarness.await;
import static dev.notifier.worker.inbound.InboundHarness.sms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.EventRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people write to an address of a test tenant. */
class PracticeOfStageIT {
  private static final String NOTICE =
      "BHXHVN: Ho so 04486.G/2019/08708 cua ong/ba da co ket qua, moi den nhan tai noi da nop.";

  private final InboundHarness inbound = new InboundHarness();

  PracticeOfStageIT() throws Exception {}

  @AfterEach
  void close() {
    inbound.close();
  }

  @Test
  void waitsInTheInboxOfTheTestTenant() throws Exception {
    inbound.sent(PHONE, "BHXHVN", NOTICE, Instant.now().minusSeconds(3_600));
    inbound.startFor("default~test");

    inbound.send(0, sms("hom nay troi dep qua di choi thoi 04486.G/2019/08708"));

    inbound.awaitMessages(1);
    assertThat(
            inbound.jdbc.queryForList(
                "select tenant || ' ' || candidates::text from inbound_messages", String.class))
        .containsExactly("default~test {}");
    assertThat(inbound.jdbc.queryForList("select tenant from conversations", String.class))
        .containsExactly("default~test");
    await().untilAsserted(() -> assertThat(inbound.answers()).hasSize(1));
    assertThat(inbound.answers()).extracting(EventRecord::tenant).containsOnly("default~test");
  }

  @Test
  void anOptOutIsOneOfTheTestTenant() throws Exception {
    inbound.startFor("default~test");

    inbound.send(0, sms("BH TC"));

    inbound.awaitMessages(1);
    assertThat(inbound.jdbc.queryForList("select distinct scope from opt_out_events", String.class))
        .containsExactly("default~test");
  }

  /** Another system would be asked about a real person. */
  @Test
  void aQueryIsForAPerson() throws Exception {
    inbound.startFor("default~test");

    inbound.send(0, sms("BH HS 04486.G/2019/08708"));

    inbound.awaitMessages(1);
    assertThat(inbound.jdbc.queryForList("select 1 from inbound_queries")).isEmpty();
    assertThat(inbound.jdbc.queryForList("select inbox from inbound_messages", Boolean.class))
        .isEqualTo(List.of(true));
  }
}
