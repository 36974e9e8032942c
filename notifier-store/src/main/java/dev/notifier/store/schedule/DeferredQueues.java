package dev.notifier.store.schedule;

/**
 * The SQL statements that find what is due. Each batch is a queue of its own, so what a paused one
 * holds is not read. What ends is one more queue, of all batches.
 */
final class DeferredQueues {
  /** The batches that have something; one probe of an index for each. */
  private static final String WAITING =
      """
      with recursive waiting (batch_id) as (
        (select batch_id from deferred
          where lane = :lane and batch_id is not null order by lane, batch_id limit 1)
        union all
        select (
          select d.batch_id from deferred d
          where d.lane = :lane and d.batch_id > w.batch_id order by d.lane, d.batch_id limit 1)
        from waiting w where w.batch_id is not null)
      """
          .strip();

  /**
   * When the first of each queue is due: of the queues that are not of one batch, of some of the
   * batches in which something is due, the next ones after the batch that was served last, and of
   * the batch that is due next.
   */
  static final String QUEUES =
      WAITING
          + """
          , queues as (
            select 'OTHERS' as kind, null::uuid as batch_id, (
              select min(release_at) from deferred where lane = :lane and batch_id is null) as at
            union all
            select 'ENDS', null, (
              select min(ends_at) from deferred where lane = :lane and batch_id is not null)
            union all
            select 'BATCH', w.batch_id, (
              select min(d.release_at) from deferred d
              where d.lane = :lane and d.batch_id = w.batch_id)
            from waiting w left join batches b on b.id = w.batch_id
            where w.batch_id is not null and b.state is distinct from 'PAUSED'),
          chosen as (
            select * from queues where kind <> 'BATCH' and at < 'infinity'
            union all
            (select * from queues where kind = 'BATCH' and at <= statement_timestamp()
              order by batch_id <= :served, batch_id limit :batches)
            union all
            (select * from queues where kind = 'BATCH' and at > statement_timestamp()
              order by at limit 1))
          select kind, batch_id,
            extract(epoch from at - statement_timestamp())::float8 as seconds
          from chosen order by kind = 'BATCH', batch_id <= :served, batch_id
          """;

  /**
   * A batch that was resumed is due from then on. What ends is due although its batch is paused; it
   * has no time but that of its next release, so its age begins again with each release.
   */
  static final String OLDEST =
      WAITING
          + """
          , due as (
            select min(due_at) as at from deferred where lane = :lane and batch_id is null
            union all
            select greatest(b.changed_at, (
              select min(d.due_at) from deferred d
              where d.lane = :lane and d.batch_id = w.batch_id))
            from waiting w left join batches b on b.id = w.batch_id
            where w.batch_id is not null and b.state is distinct from 'PAUSED'
            union all
            (select ends_at from deferred
              where lane = :lane and batch_id is not null and ends_at <= statement_timestamp()
              order by ends_at limit 1))
          select extract(epoch from clock_timestamp() - min(at))::float8 from due
          """;

  /**
   * Rows that were released are not read again before their lease ends. It is twice as long after
   * each release that plan has not read, so that a plan stage which does not proceed gets few
   * copies.
   */
  private static final String LEASE =
      """
      with due as (
        select notification_id,
          clock_timestamp() + 2 ^ least(release - planned, 4) * :lease::interval as leased_until
        from deferred where CONDITION limit :rows for update skip locked)
      update deferred d
      set release = d.release + 1, release_at = due.leased_until,
        ends_at = greatest(d.ends_at, due.leased_until)
      from due where d.notification_id = due.notification_id
      returning d.notification_id, d.release, d.lane, d.due_at, d.record_key, d.record_value
      """;

  static final String LEASE_OTHERS = lease("batch_id is null", "release_at");

  static final String LEASE_BATCH = lease("batch_id = :batch", "release_at");

  static final String LEASE_ENDS = lease("batch_id is not null", "ends_at");

  private DeferredQueues() {}

  /** The clock is one that is the same for the whole statement, so that an index ends with it. */
  private static String lease(String queue, String at) {
    return LEASE.replace(
        "CONDITION",
        "lane = :lane and " + queue + " and " + at + " <= statement_timestamp() order by " + at);
  }
}
