package dev.notifier.store.audit;

import dev.notifier.store.PgArrays;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Which person the audit means by a random id. Only this mapping leads from an entry to a person:
 * when it is erased, the entries stay, and their chain as well. Thread-safe; calls take part in the
 * transaction of the caller.
 */
public final class AuditSubjects {
  private final JdbcTemplate jdbc;
  private final AuditKey key;

  public AuditSubjects(DataSource dataSource, AuditKey key) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.key = key;
  }

  /**
   * A person whom a tenant knows by a value.
   *
   * @param field what the value is: {@code phone} or {@code personRef}
   */
  public record Subject(String tenant, String field, String value) {
    /** Omits the value. */
    @Override
    public String toString() {
      return "Subject[" + field + "]";
    }
  }

  /** The id of a person; empty if there is none yet. */
  public Optional<UUID> find(Subject subject) {
    return Optional.ofNullable(stored(List.of(digest(subject))).get(digest(subject)));
  }

  /**
   * The ids of some persons; new ones for those who have none. One who is erased at this moment may
   * have none.
   */
  public Map<Subject, UUID> refs(Collection<Subject> subjects) {
    // In a fixed order, so that two programs cannot deadlock.
    List<UUID> digests = subjects.stream().distinct().map(this::digest).sorted().toList();
    Map<UUID, UUID> known = new HashMap<>(kept(digests));
    List<UUID> missing = digests.stream().filter(each -> !known.containsKey(each)).toList();
    if (!missing.isEmpty()) {
      jdbc.update(
          """
          insert into audit_subjects (digest) select unnest(?) on conflict (digest) do nothing
          """,
          statement -> new PgArrays<>(statement, missing).column("uuid", each -> each));
      known.putAll(stored(missing));
    }
    Map<Subject, UUID> refs = new HashMap<>();
    for (Subject subject : subjects) {
      UUID ref = known.get(digest(subject));
      if (ref != null) {
        refs.put(subject, ref);
      }
    }
    return refs;
  }

  /**
   * Erases who a person is.
   *
   * @param createdUntil a later mapping is kept: it belongs to a later request
   * @return how many mappings there were, 0 or 1
   */
  public int erase(Subject subject, Instant createdUntil) {
    return jdbc.update(
        "delete from audit_subjects where digest = ? and created_at <= ?",
        digest(subject),
        createdUntil.atOffset(ZoneOffset.UTC));
  }

  /**
   * Those that exist. If one of them is so old that {@link UnusedSubjects} may delete it, they are
   * locked until the end of the transaction, in which a row will name them.
   */
  private Map<UUID, UUID> kept(List<UUID> digests) {
    List<Boolean> old = new ArrayList<>();
    Map<UUID, UUID> refs = new HashMap<>();
    jdbc.query(
        "select digest, ref, created_at < now() - interval '300 days' as old from audit_subjects"
            + " where digest = any(?)",
        statement -> new PgArrays<>(statement, digests).column("uuid", each -> each),
        row -> {
          refs.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
          old.add(row.getBoolean(3));
        });
    return old.contains(true) ? stored(digests, " order by digest for key share") : refs;
  }

  private Map<UUID, UUID> stored(List<UUID> digests) {
    return stored(digests, "");
  }

  private Map<UUID, UUID> stored(List<UUID> digests, String lock) {
    Map<UUID, UUID> refs = new HashMap<>();
    jdbc.query(
        "select digest, ref from audit_subjects where digest = any(?)" + lock,
        statement -> new PgArrays<>(statement, digests).column("uuid", each -> each),
        row -> {
          refs.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
        });
    return refs;
  }

  private UUID digest(Subject subject) {
    ByteBuffer hash = key.subject(subject.tenant(), subject.field(), subject.value());
    return new UUID(hash.getLong(), hash.getLong());
  }
}
