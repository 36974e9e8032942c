package dev.notifier.store.people;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Links to the timeline of a person. Each is valid for a minute and deleted soon after that, and
 * the audit says that it was made, so exports leave them out.
 */
final class TimelineLinkData implements PersonalDataStore {
  private final JdbcTemplate jdbc;

  TimelineLinkData(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "timeline-links";
  }

  @Override
  public Set<String> tables() {
    return Set.of("timeline_links");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    return List.of();
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    int deleted =
        jdbc.update(
            """
            delete from timeline_links where token_hash in (
              select token_hash from timeline_links
              where tenant = ? and %s = ? and created_at <= ?
              order by token_hash limit ? for update)
            """
                .formatted(person.column()),
            person.tenant(),
            person.key(),
            acceptedUntil.atOffset(ZoneOffset.UTC),
            maxRows);
    return new Erased(deleted, 0, deleted == maxRows);
  }
}
