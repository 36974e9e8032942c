package dev.notifier.store.inbound;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.Lane;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.inbound.InboundMessageRow.Decision;
import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.store.inbound.InboundMessageRow.Received;
import dev.notifier.store.inbound.InboundMessages.Position;
import dev.notifier.store.inbound.InboundMessages.ProviderMessage;
import dev.notifier.store.inbound.InboundMessages.Recent;
import dev.notifier.store.inbound.NumberState.Question;
import dev.notifier.store.tracking.SweepStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the stage inbound stores. */
class InboundStoreIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
  private static final String PHONE = "+84912345678";
  private static final UUID RECIPIENT = new UUID(1, 1);

  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
  private final InboundMessages messages = new InboundMessages(DATABASE.dataSource());
  private final InboundOutbox outbox = new InboundOutbox(DATABASE.dataSource());
  private final NumberStates numbers = new NumberStates(DATABASE.dataSource());
  private final InboundSegments segments = new InboundSegments(DATABASE.dataSource());
  private final InboundTransaction transaction = new InboundTransaction(DATABASE.dataSource());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void clear() {
    jdbc.execute("truncate inbound_messages, inbound_outbox, inbound_numbers, inbound_segments");
  }

  private static InboundMessageRow row(UUID id, String body, @Nullable String providerId) {
    return new InboundMessageRow(
        id,
        new From(
            RECIPIENT,
            PHONE,
            "8079",
            "viettel",
            "sms",
            providerId == null ? null : "p",
            providerId),
        body,
        new Received(List.of(new byte[] {1, 2}, new byte[] {3}), List.of(0, 8), List.of(2), true),
        NOW,
        new Decision(
            "hanoi",
            "vi",
            "inbox",
            "INBOX",
            "NO_RULE",
            Map.of("inbox", "true"),
            "inbox",
            true,
            null,
            List.of(new UUID(5, 5))));
  }

  private static UUID id(int number) {
    return new UUID(SweepStore.lowestId(NOW).getMostSignificantBits() | 0x7000, number);
  }

  @Test
  void aMessageIsStoredOnce() {
    messages.insert(List.of(row(id(1), "a", null), row(id(2), "b", "x")));
    messages.insert(List.of(row(id(1), "other", null), row(id(3), "b", "x")));
    messages.insert(List.of(row(id(4), "c", "x")));
    messages.repeated(List.of(id(1), id(1)));

    assertThat(
            jdbc.queryForList(
                """
                select concat_ws(' ', body, runs[2], data_codings, missing, guessed, parameters,
                  candidates, repeats) from inbound_messages order by id
                """,
                String.class))
        .containsExactly(
            "a \\x03 {0,8} {2} t {\"inbox\": \"true\"} {00000000-0000-0005-0000-000000000005} 2",
            "b \\x03 {0,8} {2} t {\"inbox\": \"true\"} {00000000-0000-0005-0000-000000000005} 0",
            "c \\x03 {0,8} {2} t {\"inbox\": \"true\"} {00000000-0000-0005-0000-000000000005} 0");
    assertThat(messages.existing(List.of(id(1), id(3)))).containsExactly(id(1));
    List<ProviderMessage> delivered =
        List.of(
            new ProviderMessage("p", "x", RECIPIENT, "b"),
            new ProviderMessage("p", "x", RECIPIENT, "other"),
            new ProviderMessage("p", "x", new UUID(2, 2), "b"),
            new ProviderMessage("p", "y", RECIPIENT, "b"));
    assertThat(messages.existingOfProviders(delivered)).containsExactly(delivered.getFirst());
    assertThat(messages.withUsedIds(delivered))
        .containsExactlyInAnyOrderElementsOf(delivered.subList(0, 3));
    assertThat(messages.recent(List.of(PHONE, "+84900000000"), NOW.minusSeconds(60)))
        .extracting(Recent::body)
        .containsExactly("c", "b", "a");
    assertThat(messages.recent(List.of(PHONE), NOW.plusSeconds(60))).isEmpty();
  }

  /** A worker of an older release may die between its transaction and the commit to Kafka. */
  @Test
  void whatAnOlderReleaseHasOnlyStoredGivesWay() {
    for (int offset = 1; offset <= 2; offset++) {
      jdbc.update(
          """
          insert into inbound_messages (id, route, phone, address, body, topic_partition,
            topic_offset, received_at)
          values (uuidv7(), 'viettel', ?, '8079', 'BH HD', 0, ?, ?)
          """,
          PHONE,
          offset,
          NOW.atOffset(ZoneOffset.UTC));
    }

    messages.deleteUndecided(
        List.of(
            new Position(0, 1, PHONE, NOW.plusNanos(100)),
            new Position(0, 2, "+84900000000", NOW),
            new Position(1, 2, PHONE, NOW)));

    assertThat(jdbc.queryForList("select topic_offset from inbound_messages", Long.class))
        .containsExactly(2L);
  }

  private static OutboxEvent event(int number) {
    return new OutboxEvent(id(number), Lane.URGENT, new byte[] {1}, new byte[] {(byte) number});
  }

  @Test
  void whatIsPublishedLeavesTheOutboxAndTheOthersWait() {
    outbox.add(List.of(event(1), event(2), event(3)));
    List<Integer> published = new ArrayList<>();

    outbox.publish(
        10,
        due -> {
          due.forEach(each -> published.add((int) each.event().value()[0]));
          return List.of(due.getFirst().id(), due.getLast().id());
        });

    assertThat(published).containsExactly(1, 2, 3);
    assertThat(jdbc.queryForList("select attempts from inbound_outbox", Integer.class))
        .containsExactly(1);
    assertThat(
            jdbc.queryForList(
                "select 1 from inbound_outbox where due_at >= created_at + interval '1 second'"))
        .as("it waits")
        .hasSize(1);
    assertThatThrownBy(
            () -> {
              outbox.add(List.of(event(4)));
              outbox.publish(
                  10,
                  _ -> {
                    throw new IllegalStateException("Kafka is down");
                  });
            })
        .isInstanceOf(IllegalStateException.class);
    assertThat(jdbc.queryForList("select attempts from inbound_outbox order by id", Integer.class))
        .containsExactly(1, 0);
    assertThat(outbox.oldest()).isBetween(Duration.ZERO, Duration.ofMinutes(5));
  }

  @Test
  void twoProgramsPublishDifferentAnswers() {
    outbox.add(List.of(event(1), event(2)));

    outbox.publish(
        1,
        first -> {
          assertThat(first).hasSize(1);
          // In another transaction.
          assertThat(CompletableFuture.supplyAsync(() -> outbox.publish(10, InboundStoreIT::ids)))
              .succeedsWithin(Duration.ofSeconds(30))
              .isEqualTo(1);
          return ids(first);
        });

    assertThat(jdbc.queryForList("select 1 from inbound_outbox")).isEmpty();
  }

  private static List<Long> ids(List<InboundOutbox.Stored> answers) {
    return answers.stream().map(InboundOutbox.Stored::id).toList();
  }

  @Test
  void theStateOfANumberIsLockedAndStored() {
    Question question = new Question(id(9), NOW, "8079", List.of("a", "b"), "vi");
    transaction.run(() -> {
      Map<UUID, NumberState> states = numbers.lock(List.of(RECIPIENT, new UUID(2, 2)), TODAY);
      assertThat(states.values()).allMatch(state -> state.answersOn(TODAY) == 0);
      numbers.save(
          List.of(
              requireNonNull(states.get(RECIPIENT)).answered(TODAY, NOW, true).asking(question)));
      return 1;
    });

    NumberState state =
        requireNonNull(numbers.lock(List.of(RECIPIENT), TODAY.plusDays(1)).get(RECIPIENT));
    assertThat(state).isEqualTo(new NumberState(RECIPIENT, TODAY, 1, NOW, question));
    assertThat(state.answersOn(TODAY.plusDays(1))).isZero();
    assertThat(numbers.delete(TODAY, 10)).isZero();
    assertThat(numbers.delete(TODAY.plusDays(1), 1)).isEqualTo(1);
  }

  /** Otherwise the limit of a day would begin again with each change. */
  @Test
  void anEarlierDayCountsAsTheLastOne() {
    NumberState state = new NumberState(RECIPIENT, TODAY, 3, null, null);

    NumberState late = state.answered(TODAY.minusDays(1), NOW, false);

    assertThat(late).isEqualTo(new NumberState(RECIPIENT, TODAY, 4, null, null));
    assertThat(late.answersOn(TODAY.minusDays(1))).isEqualTo(4);
    assertThat(late.answersOn(TODAY.plusDays(1))).isZero();
  }

  @Test
  void segmentsWaitUntilTheirTimeIsOver() {
    List<WaitingMessage> waiting = IntStream.range(0, 3).mapToObj(InboundStoreIT::waiting).toList();
    segments.save(waiting);
    segments.save(waiting.subList(0, 1));

    assertThat(segments.overdue(List.of(0, 1), NOW.plusSeconds(121), 10))
        .containsExactly(new UUID(1, 0), new UUID(1, 1));
    assertThat(segments.overdue(List.of(0), NOW.plusSeconds(121), 10))
        .containsExactly(new UUID(1, 0));
    assertThat(segments.stored(Duration.ofMinutes(15), 10)).isEmpty();
    jdbc.update("update inbound_segments set stored_at = now() - interval '16 minutes'");
    assertThat(segments.stored(Duration.ofMinutes(15), 10)).hasSize(3);
    assertThat(segments.oldest()).isGreaterThan(Duration.ofMinutes(15));
    WaitingMessage found = segments.find(List.of(new UUID(1, 1))).getFirst();
    assertThat(found.key()).isEqualTo(waiting.get(1).key());
    assertThat(requireNonNull(found.segments().get(2)).bytes()).containsExactly(7, 8);
    assertThat(requireNonNull(found.segments().get(2)).dataCoding()).isEqualTo(8);
    segments.delete(List.of(found.key()));
    assertThat(segments.find(List.of(new UUID(1, 1)))).isEmpty();
  }

  @Test
  void whatCannotBeEndedIsPostponedAndThenDeleted() {
    segments.save(List.of(waiting(0), waiting(1)));
    Instant until = NOW.plusSeconds(300);

    assertThat(segments.postpone(new UUID(1, 0), Duration.ofHours(1), Duration.ofDays(1))).isZero();
    assertThat(segments.overdue(List.of(0, 1), until, 10)).containsExactly(new UUID(1, 1));
    jdbc.update("update inbound_segments set retry_at = now()");
    assertThat(segments.overdue(List.of(0, 1), until, 10)).hasSize(2);
    jdbc.update("update inbound_segments set stored_at = now() - interval '25 hours'");
    assertThat(segments.postpone(new UUID(1, 0), Duration.ofHours(1), Duration.ofDays(1)))
        .isEqualTo(1);
    assertThat(segments.stored(Duration.ZERO, 10)).containsExactly(new UUID(1, 1));
  }

  private static WaitingMessage waiting(int number) {
    return new WaitingMessage(
        new WaitingMessage.Key(new UUID(1, number), "8079", "UDH8", 7, 3),
        PHONE,
        "viettel",
        id(number),
        NOW.plusSeconds(number),
        NOW.plusSeconds(number),
        NOW.plusSeconds(120 + number),
        number,
        false,
        new TreeMap<>(Map.of(2, new WaitingMessage.Segment(8, new byte[] {7, 8}))));
  }
}
