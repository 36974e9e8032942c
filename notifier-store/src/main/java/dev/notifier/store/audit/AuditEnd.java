package dev.notifier.store.audit;

import dev.notifier.store.audit.AuditChain.Head;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the end of the audit's chain. Thread-safe. */
public final class AuditEnd {
  private static final String HEADS =
      "select number, encode(substr(hashes, octet_length(hashes) - 31), 'hex') as hash"
          + " from audit_blocks ";

  /** No block. */
  private static final Head NONE = new Head(0, "");

  private final JdbcTemplate jdbc;

  public AuditEnd(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /** The last block; its number is 0 if there is none. */
  public Head last() {
    return jdbc
        .query(
            HEADS + "order by number desc limit 1",
            (row, _) -> new Head(row.getLong("number"), row.getString("hash")))
        .stream()
        .findFirst()
        .orElse(NONE);
  }

  /** Whether the chain has a block with this hash, or the number is 0. */
  public boolean has(long block, String hash) {
    return block == 0
        || jdbc.query(HEADS + "where number = ?", (row, _) -> row.getString("hash"), block)
            .contains(hash);
  }
}
