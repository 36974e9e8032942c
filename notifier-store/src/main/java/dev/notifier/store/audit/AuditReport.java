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
  private final List<LateBlock> lateBlocks = new ArrayList<>();
  private long chainedLate;
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

  /**
   * A block that was made long after some of its rows were written: workers were down, or someone
   * had the rows chained again.
   *
   * @param at when it was made
   * @param rows how many of them
   * @param oldest when the first of them was written
   */
  public record LateBlock(long number, Instant at, int rows, Instant oldest) {}

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

  void late(long rows, UUID oldest) {
    firstLate = oldest;
    late = rows;
  }

  void chainedLate(LateBlock block) {
    chainedLate += block.rows();
    if (lateBlocks.size() < MAX_LISTED) {
      lateBlocks.add(block);
    }
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

  /** How many rows were chained more than an hour after they were written. */
  public long chainedLate() {
    return chainedLate;
  }

  /** The first blocks with such rows, at most 20. */
  public List<LateBlock> lateBlocks() {
    return List.copyOf(lateBlocks);
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
