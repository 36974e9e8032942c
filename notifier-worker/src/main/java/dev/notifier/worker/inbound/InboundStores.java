package dev.notifier.worker.inbound;

import dev.notifier.store.forged.ForeignTexts;
import dev.notifier.store.inbound.InboundMessages;
import dev.notifier.store.inbound.InboundOutbox;
import dev.notifier.store.inbound.InboundSegments;
import dev.notifier.store.inbound.InboundTransaction;
import dev.notifier.store.inbound.NumberStates;
import dev.notifier.store.inbound.SentMessages;
import dev.notifier.store.inbox.InboxStore;
import dev.notifier.store.knowledge.KnowledgeSearchLog;
import dev.notifier.store.optouts.OptOutStore;
import dev.notifier.store.optouts.WrongPersonStore;
import dev.notifier.store.queries.QueryStore;
import javax.sql.DataSource;

/** The tables of the stage. Thread-safe. */
record InboundStores(
    InboundTransaction transaction,
    InboundMessages messages,
    InboundSegments segments,
    NumberStates numbers,
    SentMessages sent,
    InboundOutbox outbox,
    OptOutStore optOuts,
    QueryStore queries,
    ForeignTexts foreignTexts,
    InboxStore inbox,
    KnowledgeSearchLog searches,
    WrongPersonStore wrongPersons) {
  static InboundStores of(DataSource dataSource, InboxStore inbox) {
    return new InboundStores(
        new InboundTransaction(dataSource),
        new InboundMessages(dataSource),
        new InboundSegments(dataSource),
        new NumberStates(dataSource),
        new SentMessages(dataSource),
        new InboundOutbox(dataSource),
        new OptOutStore(dataSource),
        new QueryStore(dataSource),
        new ForeignTexts(dataSource),
        inbox,
        new KnowledgeSearchLog(dataSource),
        new WrongPersonStore(dataSource));
  }
}
