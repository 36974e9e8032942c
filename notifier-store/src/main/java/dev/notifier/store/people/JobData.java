package dev.notifier.store.people;

import dev.notifier.store.exports.ExportOrder;
import dev.notifier.store.search.SearchField;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Erasures and exports of a person that have not ended: until then, their job knows whom they are
 * about. Erasures are never erased, because they erase themselves; exports when they have failed.
 */
final class JobData implements PersonalDataStore {
  /** The text is the whole number or reference. */
  private static final String EXPORT =
      "kind = ? and tenant = ? and payload #> array['values', ?] @> to_jsonb(?::text)";

  private final JdbcTemplate jdbc;

  JobData(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public Set<String> tables() {
    return Set.of("jobs");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    return jdbc.query(
        """
        select id, kind, state, created_at from (
          select * from jobs where state in ('waiting', 'running')
          union all
          select * from jobs where state = 'failed') j
        where (kind = ? and tenant = ? and payload ->> ? = ? or %s) and id > ? order by id limit ?
        """
            .formatted(EXPORT),
        RowItems::item,
        ErasureOrder.KIND,
        person.tenant(),
        person.field(),
        person.key(),
        ExportOrder.KIND,
        person.tenant(),
        field(person).name(),
        person.key(),
        after == null ? new UUID(0, 0) : after,
        maxItems);
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    OffsetDateTime until = acceptedUntil.atOffset(ZoneOffset.UTC);
    int erased =
        jdbc.update(
            """
            update jobs set payload = null, position = null where id in (
              select id from jobs where state = 'failed' and created_at <= ? and %s limit ?)
            """
                .formatted(EXPORT),
            until,
            ExportOrder.KIND,
            person.tenant(),
            field(person).name(),
            person.key(),
            maxRows);
    Integer open =
        jdbc.queryForObject(
            """
            select count(*) from jobs
            where state in ('waiting', 'running') and created_at <= ? and %s
            """
                .formatted(EXPORT),
            Integer.class,
            until,
            ExportOrder.KIND,
            person.tenant(),
            field(person).name(),
            person.key());
    return new Erased(erased, open == null ? 0 : open, erased == maxRows);
  }

  private static SearchField field(Person person) {
    return person.phone() == null ? SearchField.PERSON_REF : SearchField.PHONE;
  }
}
