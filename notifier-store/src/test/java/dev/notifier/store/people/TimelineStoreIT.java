package dev.notifier.store.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.people.TimelineEntries.Entry;
import dev.notifier.store.people.TimelineEntries.Statement;
import dev.notifier.store.people.TimelineLinks.Link;
import dev.notifier.store.tracking.SweepStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What other channels said to persons, and links to timelines. */
class TimelineStoreIT {
  private static final Database DATABASE = MigratedDatabase.open(MigratedDatabase.newUrl());
  private static final Person BY_PHONE = new Person("default", "+84391234567", null);
  private static final Person BY_REFERENCE = new Person("default", null, "P-1");
  private static final Person OF_OTHER = new Person("son-la", "+84391234567", null);
  private static final Instant TIME = Instant.parse("2026-11-20T00:00:00Z");

  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
  private final TimelineEntries entries = new TimelineEntries(DATABASE.dataSource());
  private final TimelineLinks links = new TimelineLinks(DATABASE.dataSource());
  private final PersonalData data =
      new PersonalData(DATABASE.dataSource(), AuditKey.of("privacy key of the tests"));

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void clear() {
    jdbc.execute("truncate timeline_entries, timeline_links");
  }

  private static Statement recorded(Instant at, String note) {
    return new Statement("hotline", at, "renew-card", null, null, note);
  }

  private List<String> notes(Person person) {
    return entries.find(person, null, 10).stream().map(each -> each.recorded().note()).toList();
  }

  @Test
  void entriesAreInTheOrderOfTheirTimes() {
    entries.add(BY_PHONE, "2", recorded(TIME.plusSeconds(2), "second"), "lan");
    entries.add(BY_PHONE, "1", recorded(TIME.plusSeconds(1), "first"), "lan");
    entries.add(BY_REFERENCE, "3", recorded(TIME, "of the reference"), "lan");
    entries.add(OF_OTHER, "1", recorded(TIME, "of another tenant"), "lan");

    List<Entry> page = entries.find(BY_PHONE, null, 1);
    UUID last = page.getFirst().id();

    assertThat(page)
        .extracting(Entry::recorded)
        .containsExactly(recorded(TIME.plusSeconds(2), "second"));
    assertThat(entries.find(BY_PHONE, last, 10))
        .extracting(Entry::recorded)
        .containsExactly(recorded(TIME.plusSeconds(1), "first"));
    assertThat(notes(BY_REFERENCE)).containsExactly("of the reference");
  }

  @Test
  void anIdOfAChannelIsStoredOnce() {
    var first = entries.add(BY_PHONE, "1", recorded(TIME, "first"), "lan");
    var again = entries.add(BY_REFERENCE, "1", recorded(TIME, "again"), "lan");

    assertThat(first.isNew()).isTrue();
    assertThat(again.isNew()).isFalse();
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(notes(BY_PHONE)).containsExactly("first");
  }

  @Test
  void oldEntriesAreDeleted() {
    entries.add(BY_PHONE, "1", recorded(TIME, "old"), "lan");
    entries.add(BY_PHONE, "2", recorded(TIME.plusSeconds(60), "kept"), "lan");

    assertThat(entries.delete(SweepStore.lowestId(TIME.plusSeconds(30)), 10)).isEqualTo(1);
    assertThat(notes(BY_PHONE)).containsExactly("kept");
  }

  @Test
  void entriesAndLinksAreErasedWithThePerson() {
    entries.add(BY_PHONE, "1", recorded(TIME, "first"), "lan");
    entries.add(BY_PHONE, "2", recorded(TIME.plusSeconds(1), "second"), "lan");
    entries.add(OF_OTHER, "1", recorded(TIME, "of another tenant"), "lan");
    links.add(new byte[] {1}, new Link(BY_PHONE, "question", null, "lan"), Duration.ofMinutes(1));
    Instant now = Instant.now().plusSeconds(60);

    assertThat(data.export(BY_PHONE, null, 1).getFirst().values()).containsEntry("note", "first");
    assertThat(data.erase(BY_PHONE, now, 1).more()).isTrue();
    assertThat(data.erase(BY_PHONE, now, 10).rows()).isEqualTo(1);

    assertThat(data.export(BY_PHONE, null, 10)).isEmpty();
    assertThat(notes(OF_OTHER)).containsExactly("of another tenant");
    assertThat(links.use("default", new byte[] {1})).isEmpty();
  }

  @Test
  void whatIsToldAfterTheRequestIsKept() {
    entries.add(BY_PHONE, "1", recorded(TIME, "first"), "lan");

    assertThat(data.erase(BY_PHONE, Instant.now().minusSeconds(60), 10).rows()).isZero();
  }

  @Test
  void aLinkIsUsedOnceByItsTenant() {
    Link link = new Link(BY_PHONE, "question", "HD-1", "lan");
    links.add(new byte[] {1}, link, Duration.ofMinutes(1));

    assertThat(links.use("son-la", new byte[] {1})).isEmpty();
    assertThat(links.use("default", new byte[] {2})).isEmpty();
    assertThat(links.use("default", new byte[] {1})).contains(link);
    assertThat(links.use("default", new byte[] {1})).isEmpty();
  }

  @Test
  void linksThatAreNotValidAreDeleted() {
    Link link = new Link(BY_REFERENCE, "question", null, "lan");
    links.add(new byte[] {1}, link, Duration.ofMinutes(1));
    links.add(new byte[] {2}, link, Duration.ofMinutes(1));
    jdbc.update("update timeline_links set expires_at = now() - interval '1 second'");

    assertThat(links.use("default", new byte[] {1})).isEmpty();
    assertThat(links.deleteExpired(1)).isEqualTo(1);
    links.add(new byte[] {3}, link, Duration.ofMinutes(1));
    assertThat(jdbc.queryForList("select 1 from timeline_links")).hasSize(1);
  }
}
