package dev.notifier.store.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.store.Database;
import dev.notifier.store.InParallel;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.keys.BusinessKey;
import dev.notifier.store.partitions.DayPartitions.Table;
import dev.notifier.store.partitions.PartitionStore;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import dev.notifier.store.positions.ReadRanges;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A fact is sent once. Each test uses facts of its own. */
class DuplicateFactsIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final JdbcClient JDBC = JdbcClient.create(DATABASE.dataSource());
  private static final LocalDate TODAY = new PartitionStore(DATABASE.dataSource()).today();

  /** A topic of which no positions are noted. */
  private static final ReadRanges TOPIC = new ReadRanges("", "", new UUID(1, 1), List.of());

  private static final Duration WEEK = Duration.ofDays(7);

  private static int nextOffset;

  private final PlanStore store = new PlanStore(DATABASE.dataSource(), missing -> {});
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final UUID fact = UUID.randomUUID();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void theSecondEventOfAFactIsNotSentAndNamesTheFirst() throws SQLException {
    StoredPlan first = plan(event(fact));
    assertThat(first.notification().state()).isEqualTo(NotificationState.PLANNED);
    StoredPlan second = plan(event(fact));
    assertIsDuplicate(second, first.id());
    assertThat(stateOf(second.id())).isEqualTo("SKIPPED DUPLICATE_FACT null");
    assertThat(plan(event(UUID.randomUUID())).notification().state())
        .as("of another fact")
        .isEqualTo(NotificationState.PLANNED);
  }

  @Test
  void aReplayHasTheStoredOutcome() throws SQLException {
    PlannedEvent first = event(fact);
    PlannedEvent second = event(fact);
    StoredPlan stored = plan(first);
    plan(second);
    List<PlanOutcome> replayed = store.store(TOPIC, now, List.of(first, second));
    assertThat(replayed)
        .extracting(PlanOutcome::kind)
        .containsExactly(PlanOutcome.Kind.REPLAYED, PlanOutcome.Kind.REPLAYED);
    assertThat(planOf(replayed.getFirst()).notification().message()).isNotNull();
    assertIsDuplicate(planOf(replayed.getLast()), stored.id());
  }

  @Test
  void theFirstOfABatchWins() throws SQLException {
    List<StoredPlan> plans = planAll(event(fact), event(fact), event(fact));
    assertThat(plans.getFirst().notification().state()).isEqualTo(NotificationState.PLANNED);
    assertIsDuplicate(plans.get(1), plans.getFirst().id());
    assertIsDuplicate(plans.get(2), plans.getFirst().id());
  }

  @ParameterizedTest
  @EnumSource(
      value = NotificationState.class,
      names = {"UNDELIVERED", "REJECTED", "EXPIRED", "CANCELLED", "SKIPPED"})
  void theKeyOfAMessageThatDidNotArriveIsFree(NotificationState state) throws SQLException {
    StoredPlan first = plan(event(fact));
    setState(first.id(), state);
    StoredPlan second = plan(event(fact));
    assertThat(second.notification().state()).isEqualTo(NotificationState.PLANNED);
    assertIsDuplicate(plan(event(fact)), second.id());
  }

  @ParameterizedTest
  @EnumSource(
      value = NotificationState.class,
      mode = Mode.EXCLUDE,
      names = {"UNDELIVERED", "REJECTED", "EXPIRED", "CANCELLED", "SKIPPED"})
  void aMessageThatMayArriveKeepsItsKey(NotificationState state) throws SQLException {
    StoredPlan first = plan(event(fact));
    setState(first.id(), state);
    assertIsDuplicate(plan(event(fact)), first.id());
  }

  @Test
  void aMessageOfAnEarlierWeekCountsWithinTheWindow() throws SQLException {
    StoredPlan first = plan(event(fact));
    moveBack(fact, 6);
    assertIsDuplicate(plan(event(fact)), first.id());
    assertThat(keys(fact)).as("a duplicate claims nothing").isEqualTo(1);
    moveBack(fact, 2);
    StoredPlan second = plan(event(fact));
    assertThat(second.notification().state())
        .as("after the window")
        .isEqualTo(NotificationState.PLANNED);
    assertIsDuplicate(plan(event(fact)), second.id());
    assertIsDuplicate(plan(event(new BusinessKey(fact, Duration.ofDays(30), null))), first.id());
  }

  @Test
  void aMessageOfAnEarlierWeekThatDidNotArriveDoesNotCount() throws SQLException {
    StoredPlan first = plan(event(new BusinessKey(fact, Duration.ofDays(30), null)));
    moveBack(fact, 27);
    setState(first.id(), NotificationState.UNDELIVERED);
    StoredPlan second = plan(event(new BusinessKey(fact, Duration.ofDays(30), null)));
    assertThat(second.notification().state()).isEqualTo(NotificationState.PLANNED);
    assertThat(keys(fact)).isEqualTo(2);
  }

  @Test
  void anEventThatIsNotSentClaimsNothing() throws SQLException {
    PlannedEvent event = event(fact);
    plan(event.with(event.notification().asDuplicate("any reason")));
    assertThat(keys(fact)).isZero();
  }

  @Test
  void ofTwoWorkersOneWins() throws Exception {
    for (int i = 0; i < 10; i++) {
      UUID one = UUID.randomUUID();
      UUID other = UUID.randomUUID();
      List<List<StoredPlan>> both =
          InParallel.calls(2, worker -> worker == 0 ? inWorker(one, other) : inWorker(other, one));
      List<StoredPlan> plans = both.stream().flatMap(List::stream).toList();
      assertThat(plans)
          .filteredOn(plan -> plan.notification().state() == NotificationState.PLANNED)
          .hasSize(2);
      assertThat(plans)
          .filteredOn(plan -> plan.notification().reason() == FailureReason.DUPLICATE_FACT)
          .hasSize(2);
    }
  }

  /** In another order in each batch, and with copied rows. */
  @Test
  void ofManyWorkersWithTheSameFactsEachFactIsSentOnce() throws Exception {
    UUID[] facts = Stream.generate(UUID::randomUUID).limit(120).toArray(UUID[]::new);
    List<StoredPlan> plans =
        InParallel.calls(4, worker -> inWorker(shuffled(facts, worker))).stream()
            .flatMap(List::stream)
            .toList();
    assertThat(plans)
        .filteredOn(plan -> plan.notification().state() == NotificationState.PLANNED)
        .hasSize(facts.length);
    assertThat(plans)
        .filteredOn(plan -> plan.notification().reason() == FailureReason.DUPLICATE_FACT)
        .hasSize(3 * facts.length);
  }

  private static UUID[] shuffled(UUID[] facts, int seed) {
    List<UUID> shuffled = new ArrayList<>(List.of(facts));
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled.toArray(UUID[]::new);
  }

  @Test
  void ofTwoWorkersOneTakesOverTheKeyOfAMessageThatFailed() throws Exception {
    for (int i = 0; i < 10; i++) {
      UUID one = UUID.randomUUID();
      setState(plan(event(one)).id(), NotificationState.UNDELIVERED);
      List<StoredPlan> plans =
          InParallel.calls(2, _ -> inWorker(one)).stream().flatMap(List::stream).toList();
      assertThat(plans)
          .extracting(plan -> plan.notification().state())
          .containsExactlyInAnyOrder(NotificationState.PLANNED, NotificationState.SKIPPED);
    }
  }

  @Test
  void anotherTenantIsNotNamed() throws SQLException {
    plan(event(fact));
    PlannedEvent other = event(fact, "other");
    assertThat(plan(other).notification().detail()).isEqualTo("another tenant's message was first");
  }

  @Test
  void aMessageThatWasDeletedCounts() throws SQLException {
    StoredPlan first = plan(event(fact));
    JDBC.sql("delete from notifications where id = ?").param(first.id()).update();
    assertThat(plan(event(fact)).notification().detail()).isEqualTo("an earlier message was first");
  }

  @Test
  void aBatchTakesOverTheKeysOfTheBatchThatItNames() throws SQLException {
    StoredPlan first = plan(event(fact));
    UUID batch = UUID.randomUUID();
    JDBC.sql("update notifications set batch_id = ? where id = ?")
        .params(batch, first.id())
        .update();
    assertIsDuplicate(plan(event(new BusinessKey(fact, WEEK, UUID.randomUUID()))), first.id());
    assertThat(plan(event(new BusinessKey(fact, WEEK, batch))).notification().state())
        .isEqualTo(NotificationState.PLANNED);
  }

  /** A skipped event is planned again when operators have corrected what was wrong. */
  @Test
  void anEventThatIsPlannedAgainClaimsItsKeyThen() throws SQLException {
    PlannedEvent skipped = skipped(event(fact));
    UUID id = plan(skipped).id();
    StoredPlan meanwhile = plan(event(fact));
    assertThat(meanwhile.notification().state()).isEqualTo(NotificationState.PLANNED);
    StoredPlan again = plan(again(skipped));
    assertThat(again.id()).isEqualTo(id);
    assertIsDuplicate(again, meanwhile.id());
    assertThat(stateOf(id)).isEqualTo("SKIPPED DUPLICATE_FACT null");
  }

  @Test
  void anEventThatIsPlannedAgainKeepsItsOwnKey() throws SQLException {
    PlannedEvent planned = event(fact);
    UUID id = plan(planned).id();
    JDBC.sql(
            "update notifications set state = 'SKIPPED', reason = 'NO_TEMPLATE', body = null"
                + " where id = ?")
        .param(id)
        .update();
    StoredPlan again = plan(again(planned));
    assertThat(again.id()).isEqualTo(id);
    assertThat(again.notification().state()).isEqualTo(NotificationState.PLANNED);
    assertIsDuplicate(plan(event(fact)), id);
  }

  /** An earlier release has sent it meanwhile. */
  @Test
  void aReleaseThatIsNotInForceClaimsNothing() throws SQLException {
    PlannedEvent first = event(fact);
    UUID id = plan(first).id();
    setState(id, NotificationState.UNDELIVERED);
    PlannedEvent second = event(fact);
    List<PlanOutcome> outcomes =
        store.store(
            TOPIC, now, List.of(repeated(first, new Replaces.Deferred(id, 2, false)), second));
    assertThat(outcomes.getFirst().stored()).isNull();
    assertThat(planOf(outcomes.getLast()).notification().state())
        .isEqualTo(NotificationState.PLANNED);
  }

  @Test
  void aReplayOfAnEventThatWasSentDoesNotProlongTheWindow() throws SQLException {
    PlannedEvent first = event(fact);
    plan(first);
    moveBack(fact, 8);
    store.store(TOPIC, now, List.of(repeated(first, Replaces.REJECTED)));
    assertThat(keys(fact)).isEqualTo(1);
    assertThat(plan(event(fact)).notification().state()).isEqualTo(NotificationState.PLANNED);
  }

  private static void assertIsDuplicate(StoredPlan plan, UUID first) {
    assertThat(plan.notification().state()).isEqualTo(NotificationState.SKIPPED);
    assertThat(plan.notification().reason()).isEqualTo(FailureReason.DUPLICATE_FACT);
    assertThat(plan.notification().message()).isNull();
    assertThat(plan.notification().detail()).isEqualTo("the notification " + first + " was first");
  }

  private StoredPlan plan(PlannedEvent event) throws SQLException {
    return planAll(event).getFirst();
  }

  private List<StoredPlan> planAll(PlannedEvent... events) throws SQLException {
    return store.store(TOPIC, now, List.of(events)).stream().map(DuplicateFactsIT::planOf).toList();
  }

  private List<StoredPlan> inWorker(UUID... facts) {
    try {
      return planAll(Arrays.stream(facts).map(this::event).toArray(PlannedEvent[]::new));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static StoredPlan planOf(PlanOutcome outcome) {
    return Objects.requireNonNull(outcome.stored());
  }

  private PlannedEvent event(UUID of) {
    return event(new BusinessKey(of, WEEK, null));
  }

  private PlannedEvent event(BusinessKey key) {
    return event(key, "t", null);
  }

  private PlannedEvent event(UUID of, String tenant) {
    return event(new BusinessKey(of, WEEK, null), tenant, null);
  }

  private PlannedEvent event(BusinessKey key, String tenant, @Nullable UUID supersedes) {
    int offset = offset();
    String id = "e" + offset;
    return new PlannedEvent(
        EventDigest.of(tenant, "/source", id),
        now,
        0,
        offset,
        Replaces.NOTHING,
        null,
        new PlannedNotification(
            new PlannedNotification.Event(
                tenant, "/source", id, "type", Lane.NORMAL, Category.SERVICE, null, now, null),
            "+84912345678",
            new PlannedNotification.Message(
                new TemplateRef("t", 1, "vi"), "route", "GSM7", "text", 1, null),
            NotificationState.PLANNED,
            null,
            null,
            now),
        key,
        supersedes);
  }

  private static synchronized int offset() {
    return nextOffset++;
  }

  private static PlannedEvent skipped(PlannedEvent event) {
    PlannedNotification planned = event.notification();
    return event.with(
        new PlannedNotification(
            planned.event(),
            planned.phone(),
            null,
            NotificationState.SKIPPED,
            FailureReason.NO_TEMPLATE,
            null,
            planned.plannedAt()));
  }

  /** The event at another position, with the order to plan it again. */
  private PlannedEvent again(PlannedEvent event) {
    return repeated(event, new Replaces.Skipped(1, false));
  }

  /** The event at another position. */
  private PlannedEvent repeated(PlannedEvent event, Replaces replaces) {
    PlannedEvent other = event(Objects.requireNonNull(event.key()));
    return new PlannedEvent(
        event.digest(),
        event.time(),
        0,
        other.offset(),
        replaces,
        null,
        new PlannedNotification(
            event.notification().event(),
            "+84912345678",
            other.notification().message(),
            NotificationState.PLANNED,
            null,
            null,
            now),
        event.key(),
        null);
  }

  private static void setState(UUID id, NotificationState state) {
    JDBC.sql("update notifications set state = ? where id = ?").params(state.name(), id).update();
  }

  /** As if it had been claimed some days earlier. */
  private static void moveBack(UUID key, int days) {
    PartitionStore partitions = new PartitionStore(DATABASE.dataSource());
    partitions.create(Table.BUSINESS_KEYS, TODAY.minusDays(40), TODAY);
    JDBC.sql(
            """
            update business_keys set claimed_at = claimed_at - make_interval(days => ?),
              week = date_trunc('week', claimed_at at time zone 'UTC' - make_interval(days => ?))
            where key = ? and week = (select min(week) from business_keys where key = ?)
            """)
        .params(days, days, key, key)
        .update();
  }

  private static long keys(UUID key) {
    return JDBC.sql("select count(*) from business_keys where key = ?")
        .param(key)
        .query(Long.class)
        .single();
  }

  private static @Nullable String stateOf(UUID id) {
    return JDBC.sql(
            "select concat_ws(' ', state, reason, coalesce(body, 'null')) from notifications"
                + " where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }
}
