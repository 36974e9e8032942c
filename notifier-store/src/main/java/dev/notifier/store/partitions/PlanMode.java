package dev.notifier.store.partitions;

/**
 * How PostgreSQL plans statements that may read any day. Each value is executed in a transaction,
 * and holds until its end.
 */
public final class PlanMode {
  /**
   * No value of a parameter excludes a partition. To plan for all of them takes longer than the
   * index searches, and is done once for each connection. Where days have few rows, PostgreSQL
   * would read them as a whole, also for other values.
   */
  public static final String ONCE =
      "set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off";

  /** As connections are at first; for the statements of a caller that follow. */
  public static final String FOR_PARAMETERS =
      "set local plan_cache_mode = force_custom_plan; set local enable_seqscan = on";

  private PlanMode() {}
}
