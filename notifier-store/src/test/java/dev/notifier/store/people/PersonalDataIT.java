package dev.notifier.store.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.directory.Recipient;
import dev.notifier.store.directory.RecipientStore;
import dev.notifier.store.people.PersonalData.ErasedRows;
import dev.notifier.store.people.PersonalData.Erasure;
import dev.notifier.store.people.PersonalData.Exported;
import dev.notifier.store.people.PersonalData.Place;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class PersonalDataIT {
  private static final Database DATABASE = MigratedDatabase.create();

  private static final String PHONE = "+84391234567";
  private static final String OTHER_PHONE = "+84391234568";
  private static final Person PERSON = new Person("default", PHONE, null);
  private static final Instant ACCEPTED = Instant.parse("2026-11-20T00:00:00Z");
  private static final Instant NOW = ACCEPTED.plusSeconds(60);

  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
  private final PersonalData data =
      new PersonalData(DATABASE.dataSource(), AuditKey.of("privacy key of the tests"));

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void clear() {
    jdbc.execute("delete from notifications");
    jdbc.execute("delete from submissions");
    jdbc.execute("delete from skipped_events");
    jdbc.execute("delete from deferred");
    jdbc.execute("truncate inbound_messages, inbound_outbox, inbound_segments");
    jdbc.execute("delete from jobs");
    jdbc.execute("delete from recipients");
  }

  private void recipient(String tenant, String reference, String... phones) {
    new RecipientStore(DATABASE.dataSource(), 1_000_000)
        .store(
            tenant, List.of(new Recipient(reference, List.of(phones), "vi", null, null, ACCEPTED)));
  }

  @Test
  void erasesANumberOfTheDirectoryAndWhoHasNoOther() {
    recipient("default", "P-1", OTHER_PHONE, PHONE);
    recipient("default", "P-2", PHONE);
    recipient("default", "P-3", OTHER_PHONE);
    recipient("other-tenant", "P-1", PHONE);

    assertThat(data.export(PERSON, null, 10))
        .extracting(Exported::values)
        .extracting(values -> values.get("personRef") + " " + values.get("phones"))
        .containsExactlyInAnyOrder("P-1 [" + PHONE + "]", "P-2 [" + PHONE + "]");
    assertThat(data.erase(PERSON, NOW, 1).more()).isTrue();
    assertThat(data.erase(PERSON, NOW, 10).erased()).contains(new ErasedRows("directory", 1));

    assertThat(
            jdbc.queryForList(
                "select tenant || ' ' || person_ref || ' ' || numbers::text from recipients"
                    + " order by 1",
                String.class))
        .containsExactly(
            "default P-1 {84391234568}",
            "default P-3 {84391234568}",
            "other-tenant P-1 {84391234567}");
    assertThat(data.export(PERSON, null, 10)).isEmpty();
  }

  @Test
  void erasesAPersonOfTheDirectoryByTheReference() {
    recipient("default", "P-1", PHONE, OTHER_PHONE);
    recipient("default", "P-2", PHONE);
    recipient("other-tenant", "P-1", PHONE);
    Person person = new Person("default", null, "P-1");

    Exported exported = data.export(person, null, 10).getFirst();
    assertThat(exported.values())
        .containsEntry("phones", List.of(PHONE, OTHER_PHONE))
        .containsEntry("locale", "vi");
    assertThat(data.export(person, exported.place(), 10)).isEmpty();
    assertThat(data.erase(person, NOW, 10).erased()).contains(new ErasedRows("directory", 1));

    assertThat(jdbc.queryForList("select tenant from recipients order by 1", String.class))
        .containsExactly("default", "other-tenant");
  }

  @Test
  void whatTheDirectoryWasToldAfterTheRequestIsKept() {
    recipient("default", "P-1", PHONE);
    assertThat(data.erase(PERSON, ACCEPTED.minusMillis(1), 10).rows()).isZero();
    assertThat(data.export(PERSON, null, 10)).hasSize(1);
  }

  @Test
  void erasesWhatHasEndedAndKeepsTheRow() {
    UUID id = notification("default", PHONE, "DELIVERED", ACCEPTED);
    submission(id, 84391234567L, "marker-1");

    Erasure erasure = data.erase(PERSON, NOW, 10);

    assertThat(erasure.erased()).contains(new ErasedRows("notifications", 1));
    assertThat(erasure.waiting()).isZero();
    assertThat(erasure.more()).isFalse();
    assertThat(everything()).doesNotContain("391234567", "marker");
    Map<String, @Nullable Object> row =
        jdbc.queryForMap("select state, body, source, segments, notes::text from notifications");
    assertThat(row).containsEntry("state", "DELIVERED").containsEntry("body", "•••");
    assertThat(row).containsEntry("source", "/s").containsEntry("segments", 1);
    assertThat(row.get("notes")).asString().contains("ERASED");
    assertThat(data.export(PERSON, null, 10)).isEmpty();
  }

  @Test
  void keepsWhatIsOnItsWayUntilItHasEnded() {
    UUID id = notification("default", PHONE, "SUBMITTED", ACCEPTED);
    submission(id, 84391234567L, "marker-1");

    assertThat(data.erase(PERSON, NOW, 10).waiting()).isEqualTo(1);
    assertThat(everything()).contains(PHONE, "marker text", "marker-1");

    jdbc.update("update notifications set state = 'DELIVERED', finished_at = now()");
    assertThat(data.erase(PERSON, NOW, 10).rows()).isEqualTo(1);
    assertThat(everything()).doesNotContain("391234567", "marker");
  }

  @Test
  void keepsWhatBelongsToOthers() {
    notification("default", OTHER_PHONE, "DELIVERED", ACCEPTED);
    UUID shared = notification("other-tenant", PHONE, "DELIVERED", ACCEPTED);
    submission(shared, 84391234567L, "theirs");
    notification("default", PHONE, "DELIVERED", NOW.plusMillis(1));

    Erasure erasure = data.erase(PERSON, NOW, 10);

    assertThat(erasure.rows()).isZero();
    assertThat(erasure.waiting()).isZero();
    assertThat(jdbc.queryForList("select id from notifications where phone is not null"))
        .hasSize(3);
    assertThat(everything()).contains("theirs");
  }

  @Test
  void erasesSkippedEventsAndInboundMessages() {
    UUID skipped = notification("default", PHONE, "SKIPPED", ACCEPTED);
    jdbc.update(
        """
        insert into skipped_events (notification_id, type, reason, lane, record_value)
        values (?, 'type', 'NO_ROUTE', 'NORMAL', convert_to('marker', 'UTF8'))
        """,
        skipped);
    inbound(PHONE, ACCEPTED, 1);
    inbound(PHONE, NOW.plusMillis(1), 2);
    inbound(OTHER_PHONE, ACCEPTED, 3);

    assertThat(data.export(PERSON, null, 10).stream().map(item -> item.place().store()))
        .containsExactly("notifications", "skipped-events", "inbound-messages", "inbound-messages");

    assertThat(data.erase(PERSON, NOW, 10).erased())
        .contains(new ErasedRows("notifications", 1), new ErasedRows("inbound-messages", 1));
    assertThat(jdbc.queryForList("select 1 from skipped_events")).isEmpty();
    assertThat(
            jdbc.queryForList("select topic_offset from inbound_messages order by 1", Long.class))
        .containsExactly(2L, 3L);
  }

  @Test
  void exportsTheEventOfAMessageThatWaits() {
    UUID waiting = notification("default", PHONE, "DEFERRED", ACCEPTED);
    jdbc.update(
        """
        insert into deferred
          (notification_id, due_at, release_at, tenant, lane, route, reason, record_value)
        values (?, now(), now(), 'default', 'NORMAL', 'viettel', 'SEND_AFTER',
          convert_to('marker', 'UTF8'))
        """,
        waiting);

    assertThat(data.export(PERSON, null, 10).stream().map(item -> item.place().store()))
        .containsExactly("notifications", "deferred-events");
  }

  @Test
  void erasesWhatWaitsAndOnlyOfTheOwnTenant() {
    inbound(PHONE, ACCEPTED, 1);
    inbound(PHONE, ACCEPTED, 2);
    jdbc.update("update inbound_messages set tenant = 'hanoi' where topic_offset = 2");
    jdbc.update(
        "insert into inbound_outbox (inbound_id, lane, value) select id, 'URGENT', '' from inbound_messages");
    jdbc.update(
        """
        insert into inbound_segments (recipient, first_at, last_at, due_at, id, reference,
          topic_partition, total, complete, scheme, phone, address, route, numbers, data_codings,
          contents)
        values (uuidv4(), ?, ?, ?, uuidv7(), 1, 0, 2, false, 'UDH8', ?, '8079', 'viettel', '{1}',
          '{0}', '{"marker"}')
        """,
        ACCEPTED.atOffset(ZoneOffset.UTC),
        ACCEPTED.atOffset(ZoneOffset.UTC),
        ACCEPTED.atOffset(ZoneOffset.UTC),
        PHONE);

    data.erase(PERSON, NOW, 10);

    assertThat(jdbc.queryForList("select topic_offset from inbound_messages", Long.class))
        .containsExactly(2L);
    assertThat(jdbc.queryForList("select 1 from inbound_outbox")).hasSize(1);
    assertThat(jdbc.queryForList("select 1 from inbound_segments")).isEmpty();
  }

  @Test
  void aPersonIsFoundByTheReference() {
    UUID id = notification("default", PHONE, "DELIVERED", ACCEPTED);
    submission(id, 84391234567L, "marker-1");
    jdbc.update("update notifications set person_ref = 'P-1'");
    Person person = new Person("default", null, "P-1");

    assertThat(data.export(person, null, 10)).hasSize(1);
    assertThat(data.erase(person, NOW, 10).rows()).isEqualTo(1);
    assertThat(everything()).doesNotContain("391234567", "marker", "P-1");
  }

  @Test
  void worksInBoundedSteps() {
    for (int i = 0; i < 7; i++) {
      notification("default", PHONE, "DELIVERED", ACCEPTED);
    }
    notification("default", PHONE, "SUBMITTED", ACCEPTED);
    List<Integer> steps = new ArrayList<>();
    Erasure erasure;
    do {
      erasure = data.erase(PERSON, NOW, 3);
      steps.add(erasure.rows());
    } while (erasure.more());
    assertThat(steps).containsExactly(3, 3, 1);
    assertThat(erasure.waiting()).isEqualTo(1);
  }

  @Test
  void exportsPageByPage() {
    List<UUID> notifications =
        IntStream.range(0, 5)
            .mapToObj(_ -> notification("default", PHONE, "DELIVERED", ACCEPTED))
            .toList();
    inbound(PHONE, ACCEPTED, 1);
    inbound(PHONE, ACCEPTED, 2);
    notification("default", OTHER_PHONE, "DELIVERED", ACCEPTED);
    new ErasureOrders(DATABASE.dataSource(), data)
        .add(new ErasureOrder("default", PHONE, null, NOW), "lan");
    List<Exported> all = new ArrayList<>();
    @Nullable Place place = null;
    List<Exported> page;
    do {
      page = data.export(PERSON, place, 3);
      all.addAll(page);
      place = page.isEmpty() ? null : page.getLast().place();
    } while (page.size() == 3);

    assertThat(all.stream().map(item -> item.place().store()))
        .containsExactly(
            "notifications",
            "notifications",
            "notifications",
            "notifications",
            "notifications",
            "inbound-messages",
            "inbound-messages",
            "jobs");
    assertThat(all.stream().map(item -> item.place().id()).limit(5))
        .containsExactlyElementsOf(notifications.stream().sorted(PersonalDataIT::byText).toList());
    assertThat(all.getFirst().values())
        .containsEntry("phone", PHONE)
        .containsEntry("text", "marker text")
        .containsEntry("acceptedAt", ACCEPTED.toString());
    assertThat(all.toString()).doesNotContain(PHONE, "marker");
  }

  @Test
  void leavesOutOneTimeCodes() {
    notification("default", PHONE, "DELIVERED", ACCEPTED);
    jdbc.update("update notifications set category = 'OTP'");
    assertThat(data.export(PERSON, null, 10).getFirst().values()).containsEntry("text", null);
  }

  @Test
  void anOpenOrderOfThePersonIsUsedAgain() {
    ErasureOrders orders = new ErasureOrders(DATABASE.dataSource(), data);
    UUID first = orders.add(new ErasureOrder("default", PHONE, null, ACCEPTED), "lan");
    UUID again = orders.add(new ErasureOrder("default", PHONE, null, NOW), "lan");
    UUID other = orders.add(new ErasureOrder("default", OTHER_PHONE, null, NOW), "lan");
    assertThat(again).isEqualTo(first).isNotEqualTo(other);
    assertThat(jdbc.queryForList("select payload::text from jobs order by id", String.class))
        .first()
        .asString()
        .contains(NOW.toString());
  }

  @Test
  void theOrderOfAnExportIsErasedWhenItHasFailed() {
    jdbc.update(
        """
        insert into jobs (tenant, kind, payload, created_by, created_at) values
          ('default', 'exports', '{"values":{"PHONE":["+84391234567"]}}', 'lan', ?),
          ('default', 'exports', '{"values":{"PHONE":["+84391234568"]}}', 'lan', ?),
          ('son-la', 'exports', '{"values":{"PHONE":["+84391234567"]}}', 'lan', ?)
        """,
        ACCEPTED.atOffset(ZoneOffset.UTC),
        ACCEPTED.atOffset(ZoneOffset.UTC),
        ACCEPTED.atOffset(ZoneOffset.UTC));
    assertThat(data.export(PERSON, null, 10))
        .extracting(item -> item.place().store())
        .containsExactly("jobs");
    assertThat(data.erase(PERSON, NOW, 10).waiting()).as("it is written").isEqualTo(1);

    jdbc.update("update jobs set state = 'failed', ended_at = now()");
    assertThat(data.erase(PERSON, ACCEPTED.minusSeconds(1), 10).waiting()).isZero();
    assertThat(jdbc.queryForList("select payload from jobs where payload is null")).isEmpty();
    assertThat(data.erase(PERSON, NOW, 10).waiting()).isZero();

    assertThat(
            jdbc.queryForList(
                "select tenant || (payload -> 'values' -> 'PHONE' ->> 0) from jobs"
                    + " where payload is not null order by 1",
                String.class))
        .containsExactly("default" + OTHER_PHONE, "son-la" + PHONE);
    assertThat(data.export(PERSON, null, 10)).isEmpty();
  }

  private static int byText(UUID a, UUID b) {
    return a.toString().compareTo(b.toString());
  }

  /** All values of the tables, as text. */
  private String everything() {
    return jdbc.queryForList(
            """
            select n::text from notifications n union all select s::text from submissions s
            """,
            String.class)
        .toString();
  }

  private UUID notification(String tenant, String phone, String state, Instant accepted) {
    boolean open = state.equals("SUBMITTED");
    return jdbc.query(
            """
            insert into notifications (id, tenant, source, event_id, type, lane, category, phone, body,
              segments, state, accepted_at, planned_at, finished_at, subject_digest, body_digest)
            values (uuidv7(), ?, '/s', gen_random_uuid()::text, 'type', 'normal', 'SERVICE', ?,
              'marker text', 1, ?, ?, now(), case when ? then null else now() end,
              gen_random_uuid(), gen_random_uuid())
            returning id
            """,
            (row, _) -> row.getObject(1, UUID.class),
            tenant,
            phone,
            state,
            accepted.atOffset(ZoneOffset.UTC),
            open)
        .getFirst();
  }

  private void submission(UUID notification, long number, String messageId) {
    jdbc.update(
        """
        insert into submissions (number, responded_at, notification_id, account, segment, message_id)
        values (?, now(), ?, 1, 1, ?)
        """,
        number,
        notification,
        messageId);
  }

  private void inbound(String phone, Instant received, long offset) {
    jdbc.update(
        """
        insert into inbound_messages (id, route, phone, address, body, topic_partition, topic_offset,
          received_at)
        values (uuidv7(), 'viettel', ?, '8079', 'marker text', 0, ?, ?)
        """,
        phone,
        offset,
        received.atOffset(ZoneOffset.UTC));
  }
}
