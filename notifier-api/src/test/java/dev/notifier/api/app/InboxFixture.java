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
import dev.notifier.store.routes.RouteStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

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
                    tenant, language, "inbox", "INBOX", "NO_RULE", Map.of(), "inbox", true, null,
                    List.of()))));
    inbox.receive(
        List.of(
            new InboxMessage(
                id, tenant, recipient, phone, ADDRESS, "inbox", language, now, false, null)));
    return id;
  }

  /** The ETag of a conversation. */
  static String version(OperatorClient client, UUID conversation) {
    Reply reply = client.get("/v1/inbox/" + conversation);
    return reply.header("ETag");
  }
}
