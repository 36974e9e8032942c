package dev.notifier.api.inbox;

import dev.notifier.store.inbox.InboxFigures.Ended;
import dev.notifier.store.inbox.InboxFigures.Figures;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the waits of conversations ended. Days and hours are those of Vietnam.
 *
 * @param bounds the seconds that {@code waits} compares with
 * @param all the conversations of all days
 * @param hours those in which something ended
 * @param agents null if the caller may not know them
 */
record InboxFiguresDocument(
    LocalDate from,
    LocalDate until,
    Instant asOf,
    List<Integer> bounds,
    Counts all,
    List<HourCounts> hours,
    List<TopicCounts> topics,
    @Nullable List<AgentCounts> agents) {
  /**
   * Conversations whose wait has ended.
   *
   * @param waits how many waited less than each bound and no less than the one before; the last is
   *     those that waited longer
   * @param medianSeconds the bound below which half of them waited; null if it is longer than the
   *     last one, or if there are none
   * @param p95Seconds the bound below which 95 % waited; null as above
   */
  record Counts(
      long answered,
      long handedOver,
      long closed,
      List<Long> waits,
      @Nullable Integer medianSeconds,
      @Nullable Integer p95Seconds) {
    static Counts of(Ended ended) {
      return new Counts(
          ended.answered(),
          ended.handedOver(),
          ended.closed(),
          ended.waits(),
          ended.medianSeconds(),
          ended.p95Seconds());
    }
  }

  /** What ended in an hour. */
  record HourCounts(LocalDate day, int hour, Counts counts) {}

  /** What ended of a topic, the rule that decided about the last message. */
  record TopicCounts(String topic, Counts counts) {}

  /** What an agent has ended. */
  record AgentCounts(String agent, Counts counts) {}

  static InboxFiguresDocument of(
      LocalDate from,
      LocalDate until,
      Instant asOf,
      List<Integer> bounds,
      Figures figures,
      boolean withAgents) {
    return new InboxFiguresDocument(
        from,
        until,
        asOf,
        bounds,
        Counts.of(figures.all()),
        figures.hours().entrySet().stream()
            .map(each ->
                new HourCounts(
                    each.getKey().day(), each.getKey().hour(), Counts.of(each.getValue())))
            .toList(),
        figures.topics().entrySet().stream()
            .map(each -> new TopicCounts(each.getKey(), Counts.of(each.getValue())))
            .toList(),
        withAgents ? agents(figures.agents()) : null);
  }

  private static List<AgentCounts> agents(Map<String, Ended> agents) {
    return agents.entrySet().stream()
        .map(each -> new AgentCounts(each.getKey(), Counts.of(each.getValue())))
        .toList();
  }
}
