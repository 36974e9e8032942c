package dev.notifier.store.people;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Questions that a person asked in the last hour or two. After that, nothing says who has asked
 * them, and numbers, identifiers and names are masked.
 */
final class KnowledgeSearchData implements PersonalDataStore {
  private final JdbcTemplate jdbc;

  KnowledgeSearchData(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "knowledge-searches";
  }

  @Override
  public Set<String> tables() {
    return Set.of("knowledge_askers", "knowledge_searches");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    if (person.phone() == null) {
      return List.of();
    }
    return jdbc.query(
        """
        select s.id, a.phone, s.at, s.channel, s.language, s.text, s.entry
        from knowledge_askers a join knowledge_searches s on s.at = a.at and s.id = a.id
        where a.phone = ? and s.tenant = ? and s.id > ? order by s.id limit ?
        """,
        RowItems::item,
        person.phone(),
        person.tenant(),
        after == null ? new UUID(0, 0) : after,
        maxItems);
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    if (person.phone() == null) {
      return Erased.NOTHING;
    }
    int rows =
        jdbc.update(
            """
            with asked as (
              select a.phone, a.at, a.id
              from knowledge_askers a join knowledge_searches s on s.at = a.at and s.id = a.id
              where a.phone = ? and s.tenant = ? and a.at <= ? order by a.at, a.id limit ?
              for update),
            erased as (
              update knowledge_searches s set text = null, question = null
              from asked a where s.at = a.at and s.id = a.id)
            delete from knowledge_askers k using asked a
            where k.phone = a.phone and k.at = a.at and k.id = a.id
            """,
            person.phone(),
            person.tenant(),
            acceptedUntil.atOffset(ZoneOffset.UTC),
            maxRows);
    return new Erased(rows, 0, rows == maxRows);
  }
}
