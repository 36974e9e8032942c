package dev.notifier.store.inbox;

import dev.notifier.store.JsonText;
import dev.notifier.store.PgArrays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Takes messages over that persons are to read. Thread-safe; calls take part in the transaction of
 * the caller.
 */
public final class InboxStore {
  /**
   * After that, a message is for everybody again: the agent who answered may not be at work any
   * more.
   */
  static final Duration STAYS_WITH_WHO_ANSWERED = Duration.ofHours(12);

  /** Makes conversations, or adds messages to those that there are. */
  private static final String STORE =
      """
      insert into conversations as c (id, tie, tenant, recipient, phone, address, state, topic,
        language, message, waiting_since, call_back)
      select id, tie, tenant, recipient, phone, address, 'open', topic, language, message,
        waiting_since, call_back
      from unnest(?::uuid[], ?::int8[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::uuid[], ?::timestamptz[], ?::bool[])
        as new (id, tie, tenant, recipient, phone, address, topic, language, message,
          waiting_since, call_back)
      on conflict (tenant, recipient, address) do update set
        state = case
          when c.assignee is null
            or c.state = 'answered' and c.changed_at < now() - ? * interval '1 second'
          then 'open' else 'assigned' end,
        assignee = case
          when c.state = 'answered' and c.changed_at < now() - ? * interval '1 second'
          then null else c.assignee end,
        topic = excluded.topic, language = excluded.language, message = excluded.message,
        waiting_since = least(c.waiting_since, excluded.waiting_since),
        call_back = excluded.call_back or (c.call_back and c.waiting_since is not null),
        changed_at = now(), version = c.version + 1
      returning tenant, recipient, address, id,
        coalesce(old.call_back and old.waiting_since is not null, false) as awaits_call
      """;

  private final JdbcTemplate jdbc;
  private final HotlineEvents hotline;
  private final boolean callsBack;

  /**
   * @param callsBack whether there is a hotline that gets the call-backs
   */
  public InboxStore(DataSource dataSource, boolean callsBack) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.hotline = new HotlineEvents(dataSource);
    this.callsBack = callsBack;
  }

  /** The conversation of a message. */
  private record Key(String tenant, UUID recipient, String address) {}

  /** What the messages of one conversation change. */
  private record Received(InboxMessage first, InboxMessage last, boolean callBack) {
    Received and(InboxMessage next) {
      return new Received(first, next, callBack || next.callBack());
    }
  }

  /**
   * @param awaitsCall whether the conversation already waited for a call before
   */
  private record Stored(Key key, UUID conversation, boolean awaitsCall) {}

  /**
   * Opens the conversations of messages, also again, whatever their state was. One that somebody
   * has taken stays with him, unless he has answered it and 12 hours have passed. Each message is
   * received once. No matter how many times a person asks for a call, the hotline gets one event
   * until an agent has answered or closed the conversation.
   *
   * @param messages in their order
   */
  public void receive(List<InboxMessage> messages) {
    if (messages.isEmpty()) {
      return;
    }
    Map<Key, Received> received = new LinkedHashMap<>();
    for (InboxMessage message : messages) {
      received.merge(
          key(message),
          new Received(message, message, message.callBack()),
          (before, _) -> before.and(message));
    }
    Map<Key, Stored> conversations = store(sorted(received));
    if (callsBack) {
      callBacks(messages, conversations).forEach(hotline::add);
    }
  }

  /** One for each conversation that did not wait for a call before these messages. */
  private static List<HotlineEvents.Event> callBacks(
      List<InboxMessage> messages, Map<Key, Stored> conversations) {
    Map<Key, HotlineEvents.Event> callBacks = new LinkedHashMap<>();
    for (InboxMessage message : messages) {
      Stored stored = Objects.requireNonNull(conversations.get(key(message)));
      if (message.callBack() && !stored.awaitsCall()) {
        callBacks.computeIfAbsent(stored.key(), _ -> callBack(message, stored.conversation()));
      }
    }
    return List.copyOf(callBacks.values());
  }

  private static Key key(InboxMessage message) {
    return new Key(message.tenant(), message.recipient(), message.address());
  }

  /** In one order, so that two transactions do not wait for each other. */
  private static List<Received> sorted(Map<Key, Received> received) {
    List<Map.Entry<Key, Received>> entries = new ArrayList<>(received.entrySet());
    entries.sort(
        Comparator.comparing((Map.Entry<Key, Received> entry) -> entry.getKey().tenant())
            .thenComparing(entry -> entry.getKey().recipient())
            .thenComparing(entry -> entry.getKey().address()));
    return entries.stream().map(Map.Entry::getValue).toList();
  }

  private Map<Key, Stored> store(List<Received> received) {
    List<Stored> stored =
        jdbc.query(
            STORE,
            statement ->
                new PgArrays<>(statement, received)
                    .column("uuid", each -> each.first().id())
                    .column("int8", each -> each.first().id().getLeastSignificantBits())
                    .column("text", each -> each.first().tenant())
                    .column("uuid", each -> each.first().recipient())
                    .column("text", each -> each.first().phone())
                    .column("text", each -> each.first().address())
                    .column("text", each -> each.last().topic())
                    .column("text", each -> each.last().language())
                    .column("uuid", each -> each.last().id())
                    .time(each -> each.first().receivedAt())
                    .column("bool", Received::callBack)
                    .value(STAYS_WITH_WHO_ANSWERED.toSeconds())
                    .value(STAYS_WITH_WHO_ANSWERED.toSeconds()),
            (row, _) ->
                new Stored(
                    new Key(
                        row.getString("tenant"),
                        row.getObject("recipient", UUID.class),
                        row.getString("address")),
                    row.getObject("id", UUID.class),
                    row.getBoolean("awaits_call")));
    Map<Key, Stored> conversations = new LinkedHashMap<>();
    stored.forEach(each -> conversations.put(each.key(), each));
    return conversations;
  }

  /** The id is that of the message, so that each is one event, even if it is stored again. */
  private static HotlineEvents.Event callBack(InboxMessage message, UUID conversation) {
    return new HotlineEvents.Event(
        message.id(),
        conversation,
        message.tenant(),
        HotlineBody.CALL_BACK,
        JsonText.write(HotlineBody.callBack(message, conversation)));
  }
}
