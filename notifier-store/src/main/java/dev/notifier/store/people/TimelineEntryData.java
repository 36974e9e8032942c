package dev.notifier.store.people;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What other channels said to a person; deleted as a whole. */
final class TimelineEntryData implements PersonalDataStore {
  private final JdbcTemplate jdbc;

  TimelineEntryData(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "timeline-entries";
  }

  @Override
  public Set<String> tables() {
    return Set.of("timeline_entries");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    return jdbc.query(
        """
        select id, phone, person_ref, channel, entry_id, knowledge_entry,
          template_id as template, template_version, note, at, recorded_at
        from timeline_entries where tenant = ? and %1$s = ? and id > ?
        order by tenant, %1$s, id limit ?
        """
            .formatted(person.column()),
        RowItems::item,
        person.tenant(),
        person.key(),
        after == null ? new UUID(0, 0) : after,
        maxItems);
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    int deleted =
        jdbc.update(
            """
            delete from timeline_entries where id in (
              select id from timeline_entries where tenant = ? and %1$s = ? and recorded_at <= ?
              order by tenant, %1$s, id limit ? for update)
            """
                .formatted(person.column()),
            person.tenant(),
            person.key(),
            acceptedUntil.atOffset(ZoneOffset.UTC),
            maxRows);
    return new Erased(deleted, 0, deleted == maxRows);
  }
}
