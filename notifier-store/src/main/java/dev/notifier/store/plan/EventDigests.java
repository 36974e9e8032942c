package dev.notifier.store.plan;

import dev.notifier.store.CopyRows;
import dev.notifier.store.partitions.DayPartitions;
import dev.notifier.store.partitions.DayPartitions.Table;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The digests of planned events, which detect duplicates. They are in partitions of a day each. An
 * event has a row for the day of its own time and one for the day on which it is planned, so two
 * copies that are planned at the same time meet in at least one partition, whatever their times.
 */
final class EventDigests {
  /**
   * A copy with another time is found if the first one was planned on this day or this many days
   * before.
   */
  private static final int PROBED_DAYS = 2;

  private final Connection connection;
  private final DayPartitions partitions;
  private final UUID topicId;
  private final StoreTime time;
  private final Insertion insertion;

  /**
   * @param topicId Kafka's id of the topic of the positions
   */
  EventDigests(
      Connection connection,
      DayPartitions partitions,
      UUID topicId,
      StoreTime time,
      Insertion insertion) {
    this.connection = connection;
    this.partitions = partitions;
    this.topicId = topicId;
    this.time = time;
    this.insertion = insertion;
  }

  /** How new digests are inserted. */
  enum Insertion {
    /**
     * All, or none with the state {@code UNIQUE_VIOLATION} if another transaction stores one of
     * them at the same moment. Of two such transactions, the second waits for the first.
     */
    ALL,
    /** Those that no other transaction stores; this writes 48 bytes of WAL more for each. */
    NEW
  }

  /** A stored digest. */
  record Known(UUID notificationId, UUID topicId, Position position) {}

  /** A row of a new event. */
  private record Row(PlannedEvent event, UUID id, LocalDate day) {
    /**
     * The order of insertion, which is that of PostgreSQL, so that concurrent workers cannot
     * deadlock. COPY inserts the rows of one partition after those of another.
     */
    static final Comparator<Row> ORDER =
        Comparator.comparing(Row::day)
            .thenComparing(Row::firstHalf, Long::compareUnsigned)
            .thenComparing(Row::secondHalf, Long::compareUnsigned);

    private long firstHalf() {
      return event.digest().getMostSignificantBits();
    }

    private long secondHalf() {
      return event.digest().getLeastSignificantBits();
    }
  }

  /** Returns the stored digests of these events; omits unknown events. */
  Map<UUID, Known> find(Collection<PlannedEvent> events) throws SQLException {
    Map<UUID, Known> known = new HashMap<>();
    if (events.isEmpty()) {
      return known;
    }
    Set<LocalDate> recent = recentDays();
    find(digests(events), recent, known);
    List<PlannedEvent> others =
        events.stream()
            .filter(event -> !known.containsKey(event.digest()) && !recent.contains(day(event)))
            .toList();
    if (!others.isEmpty()) {
      Set<LocalDate> days = new TreeSet<>();
      others.forEach(event -> days.addAll(otherDays(event)));
      find(digests(others), days, known);
    }
    return known;
  }

  /**
   * Inserts the digests of new events. Of two transactions with the same event, the second waits
   * for the first, and inserts nothing, or fails; see {@link Insertion}.
   *
   * @param events at most one of each digest
   * @return the notifications of the inserted events with their new ids, by their position
   */
  Map<Position, StoredPlan> insert(List<PlannedEvent> events) throws SQLException {
    List<UUID> ids = time.ids();
    List<Row> rows = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      for (LocalDate day : days(events.get(i))) {
        rows.add(new Row(events.get(i), ids.get(i), day));
      }
    }
    if (rows.isEmpty()) {
      return new HashMap<>();
    }
    rows.sort(Row.ORDER);
    partitions.ensure(connection, Table.EVENT_DIGESTS, allDays(rows), time.today());
    partitions.ensure(connection, Table.NOTIFICATIONS, time.days(), time.today());
    Map<UUID, Integer> inserted = insertRows(rows);
    Map<Position, StoredPlan> added = HashMap.newHashMap(events.size());
    for (int i = 0; i < events.size(); i++) {
      PlannedEvent event = events.get(i);
      int count = inserted.getOrDefault(event.digest(), 0);
      if (count == days(event).size()) {
        added.put(Position.of(event), new StoredPlan(ids.get(i), event.notification()));
      } else if (count > 0) {
        correct(event, ids.get(i));
      }
    }
    return added;
  }

  /** Creates the partitions of the days of events that may be moved. */
  void ensurePartitions(List<PlannedEvent> events) throws SQLException {
    Set<LocalDate> days = events.stream().map(this::day).collect(Collectors.toSet());
    partitions.ensure(connection, Table.EVENT_DIGESTS, days, time.today());
  }

  /** Gives the digests of planned events their new position, and a row for their own day. */
  void move(List<PlannedEvent> events) throws SQLException {
    Set<LocalDate> days = recentDays();
    events.forEach(event -> days.addAll(otherDays(event)));
    try (PreparedStatement update = connection.prepareStatement(PlanSql.MOVE_DIGESTS)) {
      new PlanColumns<>(update, events)
          .value(topicId)
          .uuids(PlannedEvent::digest)
          .integers(PlannedEvent::partition)
          .bigints(PlannedEvent::offset)
          .value(dates(days));
      update.executeUpdate();
    }
    // One that has waited for a time has a row for the day of its planning.
    complete(
        events.stream().filter(event -> !(event.replaces() instanceof Replaces.Deferred)).toList(),
        days);
  }

  private void complete(List<PlannedEvent> events, Set<LocalDate> days) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(PlanSql.COMPLETE_DIGESTS)) {
      new PlanColumns<>(insert, events)
          .uuids(PlannedEvent::digest)
          .dates(this::day)
          .uuids(PlannedEvent::digest)
          .value(dates(days));
      insert.executeUpdate();
    }
  }

  /** The stored digest of an event that was inserted or moved. */
  Known stored(PlannedEvent event, UUID id) {
    return new Known(id, topicId, Position.of(event));
  }

  /** Whether the event was stored from its position. */
  boolean hasStored(PlannedEvent event) throws SQLException {
    Known known = find(List.of(event)).get(event.digest());
    return known != null && isAt(known, event);
  }

  /** Whether a stored digest has the position of the event. */
  boolean isAt(Known known, PlannedEvent event) {
    return known.topicId().equals(topicId) && known.position().equals(Position.of(event));
  }

  private Map<UUID, Integer> insertRows(List<Row> rows) throws SQLException {
    Map<UUID, Integer> inserted = HashMap.newHashMap(rows.size());
    if (insertion == Insertion.ALL && CopyRows.isWorthIt(rows.size())) {
      copy(rows);
      rows.forEach(row -> inserted.merge(row.event().digest(), 1, Integer::sum));
      return inserted;
    }
    try (PreparedStatement insert = connection.prepareStatement(PlanSql.INSERT_DIGESTS)) {
      new PlanColumns<>(insert, rows)
          .value(topicId)
          .uuids(row -> row.event().digest())
          .uuids(Row::id)
          .integers(row -> row.event().partition())
          .bigints(row -> row.event().offset())
          .dates(Row::day);
      try (ResultSet digests = insert.executeQuery()) {
        while (digests.next()) {
          inserted.merge(digests.getObject(1, UUID.class), 1, Integer::sum);
        }
      }
    }
    return inserted;
  }

  private void copy(List<Row> rows) throws SQLException {
    CopyRows copied = new CopyRows(6, rows.size());
    for (Row row : rows) {
      copied
          .row()
          .uuid(row.event().digest())
          .uuid(row.id())
          .integer(row.event().partition())
          .bigint(row.event().offset())
          .date(row.day())
          .uuid(topicId);
    }
    copied.send(connection, PlanSql.COPY_DIGESTS);
  }

  /**
   * Corrects the rows that were inserted for an event which another transaction has stored with
   * another time: only some rows of the two met. They get the values of the other ones.
   */
  private void correct(PlannedEvent event, UUID id) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(PlanSql.CORRECT_DIGESTS)) {
      new PlanColumns<>(update, List.of())
          .value(event.digest())
          .value(dates(days(event)))
          .value(id)
          .value(event.digest())
          .value(dates(days(event)))
          .value(id);
      update.executeUpdate();
    }
  }

  private void find(Set<UUID> digests, Set<LocalDate> days, Map<UUID, Known> known)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(PlanSql.FIND_DIGESTS)) {
      select.setArray(1, connection.createArrayOf("uuid", digests.toArray()));
      select.setArray(2, dates(days));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          known.put(
              rows.getObject(1, UUID.class),
              new Known(
                  rows.getObject(2, UUID.class),
                  rows.getObject(3, UUID.class),
                  new Position(rows.getInt(4), rows.getLong(5))));
        }
      }
    }
  }

  private static Set<UUID> digests(Collection<PlannedEvent> events) {
    return events.stream().map(PlannedEvent::digest).collect(Collectors.toSet());
  }

  private static Set<LocalDate> allDays(List<Row> rows) {
    return rows.stream().map(Row::day).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The days of the rows of an event. */
  private Set<LocalDate> days(PlannedEvent event) {
    Set<LocalDate> days = new TreeSet<>(time.days());
    days.add(day(event));
    return days;
  }

  /** Of one that has waited for a time, the day on which it was planned first. */
  private LocalDate day(PlannedEvent event) {
    return event.replaces() instanceof Replaces.Deferred deferred
        ? StoreTime.dayOf(deferred.notification())
        : time.dayOf(event.time());
  }

  /** The days of the rows of an event that was not planned recently. */
  private Set<LocalDate> otherDays(PlannedEvent event) {
    Set<LocalDate> days = new TreeSet<>();
    days.add(time.dayOf(event.time()));
    if (event.replaces() instanceof Replaces.Deferred deferred) {
      days.addAll(time.recentDaysOf(deferred.notification()));
    }
    return days;
  }

  private Set<LocalDate> recentDays() {
    Set<LocalDate> days = new TreeSet<>(time.days());
    for (int i = 0; i <= PROBED_DAYS; i++) {
      days.add(time.today().minusDays(i));
    }
    return days;
  }

  private Array dates(Set<LocalDate> days) throws SQLException {
    return connection.createArrayOf("date", days.toArray());
  }
}
