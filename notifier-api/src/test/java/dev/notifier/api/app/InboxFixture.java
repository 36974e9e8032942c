package dev.notifier.api.app;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.RecordJson;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.inbound.InboundMessageRow;
import dev.notifier.store.inbound.InboundMessageRow.Decision;
import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.store.inbound.InboundMessageRow.Received;
import dev.notifier.store.inbound.InboundMessages;
import dev.notifier.store.inbox.InboxMessage;
import dev.notifier.store.inbox.InboxStore;
import dev.notifier.store.partitions.DayPartitions;
import dev.notifier.store.partitions.PartitionStore;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.store.tracking.SweepStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes what people send into the database, as the worker does. */
final class InboxFixture {
  static final String ADDRESS = "8079";
  static final String ROUTE = "mobi";

  private static final RecipientKey NUMBERS =
      new RecipientKey(RunningApi.PRIVACY_KEY.getBytes(StandardCharsets.UTF_8));

  private final DataSource dataSource;
  private final InboundMessages messages;
  private final InboxStore inbox;

  InboxFixture(DataSource dataSource) {
    this.dataSource = dataSource;
    this.messages = new InboundMessages(dataSource);
    this.inbox = new InboxStore(dataSource, true);
  }

  /** Stores a route that may send from the address. */
  void seedRoute() {
    String spec =
        """
        {"host":"smsc.example","port":2775,"sessions":1,"window":10,"rate":10,"pricePerSegment":300,
         "source":{"address":"BHXHVN","ton":5,"npi":0},"sources":[{"address":"8079"}],
         "message":{"alphabet":"GSM7","concatenation":"UDH8","rejectedCharacters":"$"}}
        """;
    RouteConfig route = RecordJson.read(spec.getBytes(StandardCharsets.UTF_8), RouteConfig.class);
    new RouteStore(dataSource, Clock.systemUTC()).seed(Map.of(ROUTE, route));
  }

  /** Stores a message in Vietnamese that an agent is to read. */
  UUID receive(String tenant, String phone, String text) {
    return receive(tenant, phone, text, "vi");
  }

  /** Stores a message that an agent is to read; returns its id. */
  UUID receive(String tenant, String phone, String text, String language) {
    return receive(tenant, phone, text, language, List.of());
  }

  /**
   * Stores a message that an agent is to read.
   *
   * @param candidates notifications that it may answer
   */
  UUID receive(String tenant, String phone, String text, String language, List<UUID> candidates) {
    UUID id = UUID.randomUUID();
    UUID recipient = NUMBERS.bitsOf(phone);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    messages.insert(
        List.of(
            new InboundMessageRow(
                id,
                new From(recipient, phone, "+" + ADDRESS, ROUTE, "sms", null, null),
                text,
                new Received(List.of(), List.of(), List.of(), false),
                now,
                new Decision(
                    tenant,
                    language,
                    "inbox",
                    "INBOX",
                    "NO_RULE",
                    Map.of(),
                    "inbox",
                    true,
                    null,
                    candidates))));
    inbox.receive(
        List.of(
            new InboxMessage(
                id, tenant, recipient, phone, ADDRESS, "inbox", language, now, false, null)));
    return id;
  }

  /** An id as notifications have it: it begins with the time. */
  UUID notificationId() {
    UUID random = UUID.randomUUID();
    return new UUID(
        SweepStore.lowestId(Instant.now()).getMostSignificantBits() | 0x7000,
        random.getLeastSignificantBits());
  }

  /** Stores a notification of the national tenant that was sent to a number. */
  void notify(UUID id, String phone, @Nullable String person) {
    Instant now = Instant.now();
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    new PartitionStore(dataSource).create(DayPartitions.Table.NOTIFICATIONS, day, day);
    new JdbcTemplate(dataSource)
        .update(
            """
            insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
              person_ref, segments, state, accepted_at, planned_at)
            values (?, 'default', '/tst', ?, 'card.expiring', 'normal', 'SERVICE', ?, ?, 1,
              'SUBMITTED', now(), now())
            """,
            id,
            id.toString(),
            phone,
            person);
  }

  /** The ETag of a conversation. */
  static String version(OperatorClient client, UUID conversation) {
    Reply reply = client.get("/v1/inbox/" + conversation);
    return reply.header("ETag");
  }
}
