package dev.notifier.worker.queries;

import dev.notifier.replies.address.RuleName;
import dev.notifier.store.inbound.InboundMessages;
import dev.notifier.store.inbox.InboxMessage;
import dev.notifier.store.inbox.InboxStore;
import dev.notifier.store.queries.QueryOrder;
import java.util.List;
import javax.sql.DataSource;

/** Gives queries that were not asked to persons. Thread-safe. */
final class QueriesForPersons {
  /** The topic if the message does not say which rule decided. */
  private static final String TOPIC = RuleName.QUERIES.key();

  private final InboundMessages messages;
  private final InboxStore inbox;

  QueriesForPersons(DataSource database) {
    this.messages = new InboundMessages(database);
    // Such a message is no wish to be called.
    this.inbox = new InboxStore(database, false);
  }

  /** Opens the conversation of a query, in the transaction of the caller. */
  void give(QueryOrder order) {
    messages
        .giveToPersons(order.inboundId())
        .map(given -> message(order, given))
        .ifPresent(message -> inbox.receive(List.of(message)));
  }

  private static InboxMessage message(QueryOrder order, InboundMessages.Given given) {
    String rule = given.rule();
    return new InboxMessage(
        order.inboundId(),
        order.tenant(),
        order.recipient(),
        order.phone(),
        order.address(),
        rule == null ? TOPIC : rule,
        order.language(),
        order.receivedAt(),
        false,
        given.notification());
  }
}
