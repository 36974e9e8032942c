package dev.notifier.kafka.loop;

import java.time.Duration;

/**
 * What an operator may want otherwise.
 *
 * @param sessionTimeout after this silence a worker's partitions go to another one, 6 to 10 s
 * @param trimPeriod how often what was read for good is deleted
 */
public record LoopSettings(Duration sessionTimeout, Duration trimPeriod) {}
