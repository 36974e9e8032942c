package dev.notifier.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.lookup.StoredNotification;
import dev.notifier.store.search.NotificationSearch.Bounds;
import dev.notifier.store.search.NotificationSearch.Found;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Each search finds what a full scan finds, in whatever pages and steps. */
class NotificationSearchIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final JdbcTemplate JDBC = new JdbcTemplate(DATABASE.dataSource());
  private static final NotificationLookup LOOKUP =
      new NotificationLookup(DATABASE.dataSource(), Clock.systemUTC());

  /** Steps end in the middle of hours and days. */
  private static final Bounds SMALL = new Bounds(1_000, 37, 1_000, Duration.ofHours(1));

  private static final NotificationSearch SEARCH = search(SMALL);

  @BeforeAll
  static void fill() {
    SearchedNotifications.fill(JDBC, 600, 50);
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  private static NotificationSearch search(Bounds bounds) {
    return new NotificationSearch(
        DATABASE.dataSource(), LOOKUP, bounds, Clock.systemUTC(), System::nanoTime);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                                               | true
          PHONE=+84900000007                                   | phone = '+84900000007'
          PERSON_REF=person-3                                  | person_ref = 'person-3'
          SUBJECT=00000000-0000-0000-0000-000000000005         | subject_digest::text like '%0005'
          BATCH=00000000-0000-0000-0000-000000000001           | batch_id::text like '%0001'
          GROUP=group-1                                        | group_id = 'group-1'
          SOURCE=/source/2                                     | source = '/source/2'
          KEY=key-8                                            | key_id = 'key-8'
          TEMPLATE=card                                        | template_id = 'card'
          TYPE=type.4                                          | type = 'type.4'
          ROUTE=route-1                                        | route = 'route-1'
          STATE=REJECTED                                       | state = 'REJECTED'
          REASON=NO_ROUTE                                      | reason = 'NO_ROUTE'
          TYPE=none                                            | false
          GROUP=none                                           | false
          PHONE=+84911111111                                   | false
          GROUP=group-0,STATE=REJECTED                         | group_id = 'group-0' and state = 'REJECTED'
          GROUP=group-0,BATCH=00000000-0000-0000-0000-000000000000 | group_id = 'group-0' and batch_id::text like '%0000'
          BATCH=00000000-0000-0000-0000-000000000001,ROUTE=route-1 | batch_id::text like '%0001' and route = 'route-1'
          PHONE=+84900000007,STATE=DELIVERED                   | phone = '+84900000007' and state = 'DELIVERED'
          PHONE=+84900000010,GROUP=group-0                     | phone = '+84900000010' and group_id = 'group-0'
          PERSON_REF=person-3,TYPE=type.3                      | person_ref = 'person-3' and type = 'type.3'
          SUBJECT=00000000-0000-0000-0000-000000000005,SOURCE=/source/1 | subject_digest::text like '%0005' and source = '/source/1'
          SOURCE=/source/2,KEY=key-5                           | source = '/source/2' and key_id = 'key-5'
          TEMPLATE=card,STATE=REJECTED                         | template_id = 'card' and state = 'REJECTED'
          TYPE=type.4,ROUTE=route-0                            | type = 'type.4' and route = 'route-0'
          REASON=NO_ROUTE,KEY=key-3                            | reason = 'NO_ROUTE' and key_id = 'key-3'
          """)
  void findsWhatAFullScanFinds(@Nullable String fields, String condition) {
    Map<SearchField, List<?>> values = values(fields);

    assertThat(pages(new SearchFilter("default", values, null, null, null), 23))
        .isEqualTo(scan(condition));
    assertThat(pages(new SearchFilter("default", values, null, null, null), 1_000))
        .isEqualTo(scan(condition));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                    | true
          PHONE=+84900000007        | phone = '+84900000007'
          PERSON_REF=person-3       | person_ref = 'person-3'
          GROUP=group-1             | group_id = 'group-1'
          TYPE=type.4,STATE=DELIVERED | type = 'type.4' and state = 'DELIVERED'
          """)
  void findsWhatWasPlannedOrHasChangedInATime(@Nullable String fields, String condition) {
    Instant now = Instant.now();
    Instant from = now.minus(60, ChronoUnit.HOURS);
    Instant to = now.minus(20, ChronoUnit.HOURS);
    String planned = " and id >= '" + SearchFilter.idOf(from) + "'";
    String before = " and id < '" + SearchFilter.idOf(to) + "'";
    String changed = " and finished_at >= '" + to + "'";

    assertThat(pages(new SearchFilter("default", values(fields), from, null, null), 23))
        .isEqualTo(scan(condition + planned));
    assertThat(pages(new SearchFilter("default", values(fields), null, to, null), 23))
        .isEqualTo(scan(condition + before));
    assertThat(pages(new SearchFilter("default", values(fields), from, to, null), 23))
        .isEqualTo(scan(condition + planned + before))
        .isNotEmpty();
    assertThat(pages(new SearchFilter("default", values(fields), from, null, to), 23))
        .isEqualTo(scan(condition + planned + changed))
        .isNotEmpty();
  }

  @Test
  void severalTemplatesCanHaveTheSameId() {
    Map<SearchField, List<?>> both = Map.of(SearchField.TEMPLATE, List.of("card", "son-la/card"));

    assertThat(pages(new SearchFilter("son-la", both, null, null, null), 50))
        .isEqualTo(scan("son-la", "true"))
        .isNotEmpty();
  }

  @Test
  void aValueOfManyNotificationsIsFoundInTheOrderOfTime() {
    NotificationSearch frequent = search(new Bounds(3, 37, 1_000, Duration.ofHours(1)));

    assertThat(pages(frequent, SearchFilter.of("default", SearchField.PHONE, "+84900000007"), 5))
        .isEqualTo(scan("phone = '+84900000007'"));
  }

  @Test
  void aPageEndsWhenItsWorkIsDone() {
    NotificationSearch oneStep = search(new Bounds(1_000, 10, 1, Duration.ofHours(1)));
    SearchFilter filter = SearchFilter.of("default", SearchField.KEY, "key-8");

    Found first = oneStep.find(filter, null, 50);

    assertThat(first.complete()).isFalse();
    assertThat(first.next()).isNotNull();
    assertThat(first.notifications()).hasSizeLessThan(10);
    assertThat(pages(oneStep, filter, 50)).isEqualTo(scan("key_id = 'key-8'"));
  }

  @Test
  void aPageEndsWhenItsTimeIsOver() {
    NotificationSearch late = search(new Bounds(1_000, 10, 1_000, Duration.ZERO));
    SearchFilter filter = SearchFilter.of("default", SearchField.GROUP, "group-1");

    assertThat(late.find(filter, null, 50).complete()).isFalse();
    assertThat(pages(late, filter, 50)).isEqualTo(scan("group_id = 'group-1'"));
  }

  @Test
  void theLastPageHasNoNext() {
    SearchFilter filter = SearchFilter.of("default", SearchField.PHONE, "+84900000007");
    int number = scan("phone = '+84900000007'").size();

    Found all = SEARCH.find(filter, null, number);

    assertThat(all.notifications()).hasSize(number);
    assertThat(all.next()).isNull();
    assertThat(all.complete()).isTrue();
  }

  @Test
  void notificationsThatAreAddedNeitherRepeatNorHideOthers() {
    SearchFilter filter = SearchFilter.of("son-la", SearchField.GROUP, "group-0");
    List<UUID> before = scan("son-la", "group_id = 'group-0'");
    List<UUID> found = new ArrayList<>();
    @Nullable UUID next = null;
    do {
      Found page = SEARCH.find(filter, next, 7);
      found.addAll(ids(page));
      next = page.next();
      JDBC.update(
          """
          insert into notifications (id, accepted_at, planned_at, state, tenant, source, event_id,
            type, lane, group_id)
          values (uuidv7(), now(), now(), 'PLANNED', 'son-la', 's', 'e', 'added', 'NORMAL',
            'group-0')
          """);
    } while (next != null);

    assertThat(found).isEqualTo(before);
    JDBC.update("delete from notifications where type = 'added'");
  }

  private static Map<SearchField, List<?>> values(@Nullable String fields) {
    Map<SearchField, List<?>> values = new EnumMap<>(SearchField.class);
    for (String each : fields == null ? new String[0] : fields.split(",")) {
      SearchField field = SearchField.valueOf(each.substring(0, each.indexOf('=')));
      String value = each.substring(each.indexOf('=') + 1);
      boolean isId = field == SearchField.BATCH || field == SearchField.SUBJECT;
      values.put(field, List.of(isId ? UUID.fromString(value) : value));
    }
    return values;
  }

  private static List<UUID> pages(SearchFilter filter, int limit) {
    return pages(SEARCH, filter, limit);
  }

  private static List<UUID> pages(NotificationSearch search, SearchFilter filter, int limit) {
    List<UUID> found = new ArrayList<>();
    @Nullable UUID next = null;
    do {
      Found page = search.find(filter, next, limit);
      found.addAll(ids(page));
      next = page.next();
    } while (next != null);
    return found;
  }

  private static List<UUID> ids(Found page) {
    return page.notifications().stream().map(StoredNotification::id).toList();
  }

  private static List<UUID> scan(String condition) {
    return scan("default", condition);
  }

  private static List<UUID> scan(String tenant, String condition) {
    return JDBC.query(
        "select id from notifications where tenant = '"
            + tenant
            + "' and "
            + condition
            + " order by id desc",
        (row, _) -> row.getObject(1, UUID.class));
  }
}
