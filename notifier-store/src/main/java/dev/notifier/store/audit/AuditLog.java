package dev.notifier.store.audit;

import dev.notifier.store.JsonText;
import dev.notifier.store.PgArrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends to the audit. Rows are only inserted; nothing changes or removes one. Thread-safe; calls
 * take part in the transaction of the caller.
 */
public final class AuditLog {
  private static final String APPEND =
      """
      with entry as (
        insert into audit (subject_ref, tenant, actor, actor_kind, operation, outcome, target_kind,
          target, reason, request_id, network, detail, notifications)
        select subject_ref, tenant, actor, actor_kind, operation, outcome, target_kind, target,
          reason, request_id, network, detail::json, string_to_array(notifications, ',')::uuid[]
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) e (subject_ref, tenant, actor, actor_kind,
          operation, outcome, target_kind, target, reason, request_id, network, detail, notifications)
        returning id)
      insert into audit_pending (id) select id from entry
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public AuditLog(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /** Appends an entry. */
  public void append(AuditEntry entry) {
    append(List.of(entry));
  }

  /** Appends entries, all or none. */
  public void append(List<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    jdbc.update(
        APPEND,
        statement ->
            new PgArrays<>(statement, entries)
                .column("uuid", AuditEntry::subjectRef)
                .column("text", AuditEntry::tenant)
                .column("text", entry -> entry.actor().name())
                .column("text", entry -> entry.actor().kind().id())
                .column("text", AuditEntry::operation)
                .column("text", entry -> entry.outcome().id())
                .column("text", entry -> target(entry, AuditEntry.Target::kind))
                .column("text", entry -> target(entry, AuditEntry.Target::id))
                .column("text", AuditEntry::reason)
                .column("text", entry -> origin(entry, AuditEntry.Origin::requestId))
                .column("text", entry -> origin(entry, AuditEntry.Origin::network))
                .column("text", AuditLog::detail)
                .column("text", AuditLog::notifications));
  }

  /**
   * Does a change and appends its entry in one transaction, in which all stores of this database
   * take part. An exception rolls both back.
   *
   * @param change what to do
   * @param entry the entry of a result; null if nothing was changed, then the transaction is rolled
   *     back
   */
  public <T extends @Nullable Object> T changing(
      Supplier<T> change, Function<? super T, @Nullable AuditEntry> entry) {
    return transaction.execute(status -> {
      T result = change.get();
      AuditEntry made = entry.apply(result);
      if (made == null) {
        status.setRollbackOnly();
      } else {
        append(made);
      }
      return result;
    });
  }

  /** Runs work in one transaction, in which all stores of this database take part. */
  public void inTransaction(Runnable work) {
    transaction.executeWithoutResult(_ -> work.run());
  }

  private static @Nullable String target(
      AuditEntry entry, Function<AuditEntry.Target, String> part) {
    return entry.target() == null ? null : part.apply(entry.target());
  }

  private static @Nullable String origin(
      AuditEntry entry, Function<AuditEntry.Origin, @Nullable String> part) {
    return entry.origin() == null ? null : part.apply(entry.origin());
  }

  private static @Nullable String detail(AuditEntry entry) {
    return entry.detail().isEmpty() ? null : JsonText.write(entry.detail());
  }

  /** The driver sends no arrays of arrays. */
  private static @Nullable String notifications(AuditEntry entry) {
    return entry.notifications().isEmpty()
        ? null
        : String.join(",", entry.notifications().stream().map(Objects::toString).toList());
  }
}
