package dev.notifier.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.inbox.InboxChanges.Step;
import dev.notifier.store.inbox.InboxPage.Place;
import dev.notifier.store.people.Person;
import dev.notifier.store.people.PersonalData;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class InboxStoreIT {
  private static final String TENANT = "default";
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration ENDED_LEASE = Duration.ofMillis(-1);

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final InboxStore store = new InboxStore(database.dataSource(), true);
  private final InboxQueries queries = new InboxQueries(database.dataSource());
  private final InboxChanges changes = new InboxChanges(database.dataSource());
  private final HotlineEvents hotline = new HotlineEvents(database.dataSource());

  @AfterEach
  void close() {
    database.close();
  }

  private static String phone(int number) {
    return "+8439%07d".formatted(number);
  }

  private static InboxMessage message(int number, Instant at, String topic) {
    return new InboxMessage(
        UUID.randomUUID(),
        TENANT,
        new UUID(7, number),
        phone(number),
        "8079",
        topic,
        "vi",
        at,
        false,
        null);
  }

  private static InboxMessage callBack(int number) {
    return new InboxMessage(
        UUID.randomUUID(),
        TENANT,
        new UUID(7, number),
        phone(number),
        "8079",
        "call-back",
        "vi",
        Instant.now(),
        true,
        null);
  }

  private Conversation of(int number) {
    return queries.ofNumber(TENANT, new UUID(7, number), 10).getFirst();
  }

  private Conversation save(Conversation conversation, ConversationState next, EntryKind kind) {
    changes.save(conversation, next, null, new Step(kind, "lan", "text", null, null));
    return queries.find(TENANT, conversation.id()).orElseThrow();
  }

  private static InboxFilter filter(@Nullable ConversationState state, @Nullable String topic) {
    return new InboxFilter(TENANT, state, topic, null, null, false);
  }

  private List<Conversation> all(InboxFilter filter, int limit) {
    List<Conversation> all = new ArrayList<>();
    @Nullable Place place = Place.FIRST;
    while (place != null) {
      InboxPage page = queries.page(filter, place, limit);
      assertThat(page.conversations()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page.conversations());
      place = page.next();
    }
    return all;
  }

  @Test
  void messagesOfOneNumberAreOneConversationThatWaitsSinceTheFirst() {
    InboxMessage first = message(1, now, "inbox");
    store.receive(List.of(first, message(1, now.plusSeconds(5), "call-back")));

    Conversation conversation = of(1);
    assertThat(conversation.id()).isEqualTo(first.id());
    assertThat(conversation.state()).isEqualTo(ConversationState.OPEN);
    assertThat(conversation.waitingSince()).isEqualTo(now);
    assertThat(conversation.topic()).isEqualTo("call-back");

    store.receive(List.of(message(1, now.plusSeconds(9), "inbox")));
    assertThat(of(1).waitingSince()).isEqualTo(now);
    assertThat(of(1).version()).isEqualTo(2);
  }

  @Test
  void aMessageOpensAConversationAgain() {
    store.receive(List.of(message(1, now, "inbox")));
    for (ConversationState state :
        List.of(
            ConversationState.ANSWERED, ConversationState.HANDED_OVER, ConversationState.CLOSED)) {
      Conversation done = save(of(1), state, EntryKind.CLOSED);
      assertThat(done.state()).isEqualTo(state);
      assertThat(done.waitingSince()).isNull();

      store.receive(List.of(message(1, now.plusSeconds(60), "inbox")));

      assertThat(of(1).state()).isEqualTo(ConversationState.OPEN);
      assertThat(of(1).waitingSince()).isEqualTo(now.plusSeconds(60));
    }
    assertThat(queries.entries(of(1).id(), 10)).hasSize(3);
  }

  @Test
  void aConversationThatSomebodyHasTakenStaysWithHim() {
    store.receive(List.of(message(1, now, "inbox")));
    changes.save(
        of(1),
        ConversationState.ANSWERED,
        "lan",
        new Step(EntryKind.ANSWERED, "lan", "text", null, null));

    store.receive(List.of(message(1, now, "inbox")));

    assertThat(of(1).state()).isEqualTo(ConversationState.ASSIGNED);
    assertThat(of(1).assignee()).isEqualTo("lan");

    // An assigned one stays, however long it waits.
    jdbc.update("update conversations set changed_at = now() - interval '13 hours'");
    store.receive(List.of(message(1, now, "inbox")));
    assertThat(of(1).assignee()).isEqualTo("lan");
  }

  @Test
  void aMessageLongAfterTheAnswerIsForEverybody() {
    store.receive(List.of(message(1, now, "inbox")));
    changes.save(
        of(1),
        ConversationState.ANSWERED,
        "lan",
        new Step(EntryKind.ANSWERED, "lan", "text", null, null));
    jdbc.update("update conversations set changed_at = now() - interval '13 hours'");

    store.receive(List.of(message(1, now, "inbox")));

    assertThat(of(1).state()).isEqualTo(ConversationState.OPEN);
    assertThat(of(1).assignee()).isNull();
  }

  @Test
  void listsShowWhatWaitsForTheLongestTimeFirst() {
    store.receive(
        IntStream.range(0, 12).mapToObj(i -> message(i, now.minusSeconds(i), "inbox")).toList());
    save(of(11), ConversationState.ANSWERED, EntryKind.ANSWERED);
    save(of(3), ConversationState.CLOSED, EntryKind.CLOSED);

    List<Integer> numbers =
        all(filter(null, null), 5).stream()
            .map(each -> (int) each.recipient().getLeastSignificantBits())
            .toList();

    assertThat(numbers).containsExactly(10, 9, 8, 7, 6, 5, 4, 2, 1, 0, 3, 11);
    assertThat(all(filter(ConversationState.CLOSED, null), 5)).hasSize(1);
    assertThat(all(filter(ConversationState.CLOSED, "queries"), 5)).isEmpty();
    assertThat(all(new InboxFilter(TENANT, null, null, "vi", null, true), 5)).hasSize(12);
    assertThat(all(new InboxFilter("cao-bang", null, null, null, null, false), 5)).isEmpty();
  }

  @Test
  void aPageReadsALimitedNumberOfConversations() {
    for (int page = 0; page < 3; page++) {
      int from = page * 1_000;
      store.receive(
          IntStream.range(from, from + 1_000)
              .mapToObj(i -> message(i, now.plusSeconds(i), "inbox"))
              .toList());
    }
    store.receive(List.of(message(2_999, now, "queries")));

    InboxPage first = queries.page(filter(ConversationState.OPEN, "queries"), Place.FIRST, 10);
    InboxPage walked =
        queries.page(
            new InboxFilter(TENANT, ConversationState.OPEN, "inbox", "nut", null, false),
            Place.FIRST,
            10);

    assertThat(first.conversations()).hasSize(1);
    assertThat(walked.conversations()).isEmpty();
    assertThat(
            all(new InboxFilter(TENANT, ConversationState.OPEN, "queries", "vi", null, true), 10))
        .hasSize(1);
    assertThat(queries.page(filter(null, null), Place.FIRST, 10).next()).isNotNull();
    InboxPage rare =
        queries.page(
            new InboxFilter(TENANT, ConversationState.CLOSED, null, "vi", null, false),
            Place.FIRST,
            10);
    assertThat(rare.conversations()).isEmpty();
    assertThat(rare.next()).isNotNull();
  }

  @Test
  void aCallBackIsSentToTheHotlineUntilItIsAccepted() {
    InboxMessage message = callBack(1);
    store.receive(List.of(message));

    assertThat(of(1).callBack()).isTrue();
    HotlineEvents.Leased leased = hotline.claim(10, "a", ENDED_LEASE).getFirst();
    assertThat(leased.event().id()).isEqualTo(message.id());
    assertThat(leased.event().body()).contains("\"phone\":\"" + phone(1) + "\"");
    HotlineEvents.Leased again = hotline.claim(10, "b", LEASE).getFirst();
    assertThat(again.attempts()).isEqualTo(2);
    assertThat(hotline.accepted(message.id(), "a")).isFalse();
    hotline.failed(message.id(), "b", Duration.ofHours(1));
    assertThat(hotline.claim(10, "c", LEASE)).isEmpty();
    assertThat(hotline.oldest()).isPositive();
    jdbc.update("update hotline_events set due_at = now()");
    assertThat(hotline.claim(10, "c", LEASE)).hasSize(1);
    assertThat(hotline.accepted(message.id(), "c")).isTrue();
    assertThat(hotline.oldest()).isZero();
  }

  private int hotlineEvents() {
    return jdbc.queryForList("select 1 from hotline_events").size();
  }

  @Test
  void howeverOftenAPersonAsksForACallTheHotlineGetsOneEvent() {
    InboxMessage first = callBack(1);
    store.receive(List.of(first, callBack(1), callBack(2)));
    store.receive(List.of(callBack(1)));
    store.receive(List.of(message(1, now, "inbox")));
    store.receive(List.of(callBack(1)));

    assertThat(hotlineEvents()).isEqualTo(2);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from hotline_events where id = ?", Long.class, first.id()))
        .isEqualTo(1);

    save(of(1), ConversationState.CLOSED, EntryKind.CLOSED);
    jdbc.update("delete from hotline_events");
    store.receive(List.of(callBack(1)));
    assertThat(hotlineEvents()).as("after it was closed").isEqualTo(1);
  }

  @Test
  void whatAgentsHaveDoneTheHotlineDoesNotGet() {
    for (EntryKind kind : List.of(EntryKind.ANSWERED, EntryKind.CLOSED, EntryKind.REOPENED)) {
      store.receive(List.of(callBack(1)));
      assertThat(hotlineEvents()).isEqualTo(1);
      save(of(1), of(1).state(), EntryKind.NOTED);
      assertThat(hotlineEvents()).as("after a note").isEqualTo(1);
      ConversationState next =
          switch (kind) {
            case ANSWERED -> ConversationState.ANSWERED;
            case CLOSED -> ConversationState.CLOSED;
            default -> ConversationState.OPEN;
          };

      save(of(1), next, kind);

      assertThat(hotlineEvents()).as(kind.id()).isZero();
    }
  }

  @Test
  void whatWasClosedMeanwhileStaysClosed() {
    store.receive(List.of(message(1, now, "inbox")));
    Conversation closed = save(of(1), ConversationState.CLOSED, EntryKind.CLOSED);
    HotlineEvents.Event event =
        new HotlineEvents.Event(
            UUID.randomUUID(), closed.id(), TENANT, HotlineBody.HANDED_OVER, "{}");
    hotline.add(event);
    hotline.claim(1, "a", LEASE);

    assertThat(hotline.giveUp(event, "a")).isTrue();

    assertThat(of(1).state()).isEqualTo(ConversationState.CLOSED);
    assertThat(hotlineEvents()).isZero();
  }

  @Test
  void whatTheHotlineDoesNotAcceptComesBack() {
    store.receive(List.of(message(1, now, "inbox")));
    Conversation given = save(of(1), ConversationState.HANDED_OVER, EntryKind.HANDED_OVER);
    HotlineEvents.Event event =
        new HotlineEvents.Event(
            UUID.randomUUID(), given.id(), TENANT, HotlineBody.HANDED_OVER, "{}");
    hotline.add(event);
    hotline.claim(1, "a", LEASE);

    assertThat(hotline.giveUp(event, "a")).isTrue();

    assertThat(of(1).state()).isEqualTo(ConversationState.OPEN);
    assertThat(queries.entries(given.id(), 1).getFirst().kind())
        .isEqualTo(EntryKind.NOT_HANDED_OVER);
    assertThat(hotline.giveUp(event, "a")).isFalse();
  }

  @Test
  void aPersonIsExportedAndErased() {
    store.receive(List.of(message(1, now, "inbox"), message(2, now, "inbox")));
    save(of(1), ConversationState.ANSWERED, EntryKind.ANSWERED);
    PersonalData data =
        new PersonalData(
            database.dataSource(), AuditKey.of("key-of-the-audit-for-tests-0123456789"));
    Person person = new Person(TENANT, phone(1), null);

    assertThat(data.export(person, null, 100))
        .anySatisfy(each -> assertThat(each.values()).containsEntry("entries", "answered: text"));
    data.erase(new Person("cao-bang", phone(1), null), Instant.now().plusSeconds(60), 100);
    assertThat(queries.ofNumber(TENANT, new UUID(7, 1), 1)).hasSize(1);
    data.erase(person, Instant.now().plusSeconds(60), 100);

    assertThat(queries.ofNumber(TENANT, new UUID(7, 1), 1)).isEmpty();
    assertThat(queries.ofNumber(TENANT, new UUID(7, 2), 1)).hasSize(1);
    assertThat(jdbc.queryForObject("select count(*) from conversation_entries", Integer.class))
        .isZero();
  }

  @Test
  void oldConversationsAreDeleted() {
    store.receive(List.of(message(1, now, "inbox"), message(2, now, "inbox")));
    jdbc.update(
        "update conversations set changed_at = now() - interval '1 day' where phone = ?", phone(1));

    assertThat(changes.delete(Instant.now().minusSeconds(3_600), 10)).isEqualTo(1);

    assertThat(queries.oldestWaiting()).isEqualTo(now);
  }

  @Test
  void countsHowLongPeopleHadWaited() {
    store.receive(
        List.of(
            message(1, now.minusSeconds(60), "inbox"),
            message(2, now.minusSeconds(2000), "inbox"),
            message(3, now.minus(Duration.ofDays(2)), "call-back"),
            message(4, now, "inbox")));
    Conversation answered = save(of(1), ConversationState.ANSWERED, EntryKind.ANSWERED);
    save(answered, ConversationState.CLOSED, EntryKind.CLOSED);
    save(of(2), ConversationState.HANDED_OVER, EntryKind.HANDED_OVER);
    save(of(3), ConversationState.CLOSED, EntryKind.CLOSED);
    save(of(4), ConversationState.OPEN, EntryKind.NOTED);

    LocalDate today = LocalDate.now(ZoneId.of("Asia/Ho_Chi_Minh"));
    InboxFigures figures = new InboxFigures(database.dataSource());
    InboxFigures.Figures found = figures.find(TENANT, today.minusDays(1), today);

    assertThat(found.all())
        .as("what did not wait is not counted")
        .isEqualTo(new InboxFigures.Ended(1, 1, 1, List.of(1L, 0L, 0L, 1L, 0L, 0L, 1L)));
    assertThat(found.all().medianSeconds()).isEqualTo(3600);
    assertThat(found.all().p95Seconds()).as("more than a day").isNull();
    assertThat(found.hours()).isNotEmpty();
    assertThat(found.topics().keySet()).containsExactly("inbox", "call-back");
    assertThat(found.agents()).containsOnlyKeys("lan");
    assertThat(figures.find("other", today, today).all()).isEqualTo(InboxFigures.Ended.NONE);

    assertThat(changes.deleteFigures(today.minusDays(1), 10)).isZero();
    assertThat(changes.deleteFigures(today.plusDays(1), 2)).isEqualTo(2);
  }
}
