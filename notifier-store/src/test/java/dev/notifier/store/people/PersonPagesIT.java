package dev.notifier.store.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.directory.Recipient;
import dev.notifier.store.directory.RecipientStore;
import dev.notifier.store.partitions.PlanMode;
import dev.notifier.store.people.PersonalDataStore.Item;
import dev.notifier.store.tracking.SweepStore;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Numbers that very many messages or persons have. */
class PersonPagesIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final JdbcTemplate JDBC = new JdbcTemplate(DATABASE.dataSource());
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
  private static final String PHONE = "+84391234567";
  private static final Person PERSON = new Person("default", PHONE, null);

  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));

  @BeforeAll
  static void createPartitions() {
    JDBC.queryForList(
        "select create_day_partitions('notifications', ?, ?)", TODAY.minusDays(3), TODAY);
    // Those of fill(); a new database begins with yesterday.
    JDBC.queryForList(
        """
        select create_day_partitions('notifications', day - 3, day)
        from (select (now() at time zone 'UTC')::date as day) as today
        """);
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void clear() {
    JDBC.execute("truncate notifications, skipped_events, recipients");
  }

  /** The same number of messages of each of three days. */
  private static List<UUID> fill(int ofDay, String phone) {
    return IntStream.of(0, 1, 2)
        .boxed()
        .flatMap(days ->
            IntStream.range(0, ofDay)
                .mapToObj(_ ->
                    JDBC.queryForObject(
                        """
                        insert into notifications (id, accepted_at, planned_at, finished_at, state,
                          tenant, source, event_id, type, lane, phone)
                        values (uuidv7(make_interval(days => -?)), now(), now(), now(), 'SKIPPED',
                          'default', 's', gen_random_uuid()::text, 't', 'normal', ?)
                        returning id
                        """,
                        UUID.class,
                        days,
                        phone)))
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .toList();
  }

  private List<UUID> pages(PersonalDataStore store, int maxItems) {
    List<UUID> all = new ArrayList<>();
    List<Item> page;
    do {
      @Nullable UUID after = all.isEmpty() ? null : all.getLast();
      page =
          Objects.requireNonNull(
              transaction.execute(_ -> {
                JDBC.execute(PlanMode.ONCE);
                return store.export(PERSON, after, maxItems);
              }));
      assertThat(page.size()).isLessThanOrEqualTo(maxItems);
      page.forEach(item -> all.add(item.id()));
    } while (page.size() == maxItems);
    return all;
  }

  @Test
  void aNumberWithVeryManyMessagesIsReadDayByDay() {
    List<UUID> expected = fill(5, PHONE);
    fill(2, "+84391234568");
    expected.forEach(id ->
        JDBC.update(
            """
            insert into skipped_events (notification_id, type, reason, lane, record_value)
            values (?, 'type', 'NO_ROUTE', 'NORMAL', ''::bytea)
            """,
            id));
    NotificationPages pages = new NotificationPages(JDBC, 4);

    for (int maxItems : List.of(1, 3, 5, 100)) {
      assertThat(pages(new NotificationData(JDBC, pages), maxItems))
          .as("pages of %d", maxItems)
          .isEqualTo(expected);
      assertThat(pages(new KeptEventData(pages, KeptEventData.Kind.SKIPPED), maxItems))
          .isEqualTo(expected);
    }
  }

  /** Each statement looks into the index of each day. */
  @Test
  void aPageReadsTheNotificationsTwice() {
    fill(2, PHONE);
    JDBC.update("update notifications set state = 'DELIVERED'");
    List<String> statements = new ArrayList<>();
    PersonalData data =
        new PersonalData(noting(statements), AuditKey.of("privacy key of the tests"));

    assertThat(data.export(PERSON, null, 100)).hasSize(6);
    assertThat(statements.stream().filter(sql -> sql.contains("from notifications"))).hasSize(2);

    JDBC.update("update notifications set state = 'SKIPPED'");
    statements.clear();
    data.export(PERSON, null, 100);
    assertThat(statements.stream().filter(sql -> sql.contains("from notifications"))).hasSize(3);
  }

  private static DataSource noting(List<String> statements) {
    return new DelegatingDataSource(DATABASE.dataSource()) {
      @Override
      public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection)
            Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("prepareStatement")) {
                    statements.add((String) arguments[0]);
                  }
                  return method.invoke(connection, arguments);
                });
      }
    };
  }

  @Test
  void aPageOfADayReadsNoOther() {
    fill(1, PHONE);
    String day = TODAY.minusDays(1).format(DateTimeFormatter.BASIC_ISO_DATE);
    String sql = NotificationData.exportOf(PERSON, NotificationPages.OF_DAY);
    List<@Nullable String> plan =
        JDBC.queryForList(
            "explain " + sql,
            String.class,
            PHONE,
            "default",
            "",
            lowest(TODAY.minusDays(1)),
            lowest(TODAY),
            100);
    assertThat(String.join("\n", plan))
        .contains("notifications_" + day)
        .doesNotContain("notifications_" + TODAY.format(DateTimeFormatter.BASIC_ISO_DATE))
        .doesNotContain(
            "notifications_" + TODAY.minusDays(2).format(DateTimeFormatter.BASIC_ISO_DATE));
  }

  private static UUID lowest(LocalDate day) {
    return SweepStore.lowestId(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  @Test
  void aNumberThatVeryManyPersonsShareNamesNoneOfThem() {
    for (String reference : List.of("A", "B", "C")) {
      new RecipientStore(DATABASE.dataSource(), 1_000_000)
          .store(
              "default",
              List.of(new Recipient(reference, List.of(PHONE), "vi", null, null, Instant.EPOCH)));
    }
    assertThat(new DirectoryData(JDBC, 3).export(PERSON, null, 10)).hasSize(3);

    List<Item> shared = new DirectoryData(JDBC, 2).export(PERSON, null, 10);

    assertThat(shared).hasSize(1);
    assertThat(shared.getFirst().values())
        .isEqualTo(Map.of("phones", List.of(PHONE), "sharedByMoreThan", 2));
    assertThat(new DirectoryData(JDBC, 2).export(PERSON, shared.getFirst().id(), 10)).isEmpty();
  }
}
