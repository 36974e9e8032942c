package dev.notifier.store.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a check of the audit found. Not thread-safe. */
public final class AuditReport {
  private static final int MAX_LISTED = 20;

  private final List<Difference> listed = new ArrayList<>();
  private long count;
  private long blocks;
  private long rows;
  private long late;
  private @Nullable UUID firstLate;
  private AuditChain.@Nullable Head head;

  /**
   * Something that is not as it was written.
   *
   * @param block 0 if no block has the row
   * @param row null if it is about a block
   */
  public record Difference(long block, @Nullable UUID row, String problem) {
    /** In words, with the time of the row. */
    public String sentence() {
      UUID id = row;
      String where = block == 0 ? "" : "block " + block;
      return id == null
          ? where + ": " + problem
          : "row %s of %s%s: %s"
              .formatted(id, at(id), where.isEmpty() ? "" : " (" + where + ")", problem);
    }
  }

  /** When a row was written. */
  private static Instant at(UUID row) {
    return AuditRow.timeOf(row);
  }

  void checked(long number, int rowsOfBlock, String hash) {
    blocks++;
    rows += rowsOfBlock;
    head = new AuditChain.Head(number, hash);
  }

  void block(long number, String problem) {
    add(new Difference(number, null, problem));
  }

  void row(long block, @Nullable UUID row, String problem) {
    add(new Difference(block, row, problem));
  }

  void late(UUID row) {
    firstLate = firstLate == null ? row : firstLate;
    late++;
  }

  private void add(Difference difference) {
    count++;
    if (listed.size() < MAX_LISTED) {
      listed.add(difference);
    }
  }

  /** Whether everything is as it was written. */
  public boolean isIntact() {
    return count == 0;
  }

  /** The first differences, at most 20. */
  public List<Difference> differences() {
    return List.copyOf(listed);
  }

  /** How many differences there are. */
  public long count() {
    return count;
  }

  /** How many rows wait to be chained for longer than a minute. */
  public long late() {
    return late;
  }

  /** When the oldest of them was written. */
  public Optional<Instant> oldestLate() {
    return Optional.ofNullable(firstLate).map(AuditReport::at);
  }

  /** How many blocks were checked. */
  public long blocks() {
    return blocks;
  }

  /** How many rows they have. */
  public long rows() {
    return rows;
  }

  /** The end of the chain; empty if there is no block. */
  public Optional<AuditChain.Head> head() {
    return Optional.ofNullable(head);
  }
}
