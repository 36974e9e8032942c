package dev.notifier.api.eventsin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * What health says about events from Kafka. It is always up: events over HTTP do not depend on it.
 * Thread-safe.
 */
final class EventsInStatus implements HealthIndicator {
  private final ClientTopics topics;
  private final PartitionBackoff backOff;
  private final EventsInMetrics metrics;
  private volatile Map<String, Double> ages = Map.of();
  private volatile boolean failing;

  EventsInStatus(ClientTopics topics, PartitionBackoff backOff, EventsInMetrics metrics) {
    this.topics = topics;
    this.backOff = backOff;
    this.metrics = metrics;
  }

  /**
   * Notes the ages in seconds of the oldest events that wait, of all clients that are read here.
   */
  void ages(Map<String, Double> seconds) {
    ages = Map.copyOf(seconds);
    metrics.ages(ages);
  }

  /** Notes whether Kafka can be read. */
  void failing(boolean now) {
    failing = now;
  }

  @Override
  public Health health() {
    ClientTopics.View view = topics.view();
    Map<String, Object> details = new LinkedHashMap<>();
    if (failing) {
      details.put("warning", "the topics of clients cannot be read; see the log");
    }
    if (!view.withoutKey().isEmpty()) {
      details.put("withoutValidKey", view.withoutKey());
    }
    if (!view.withoutTopics().isEmpty()) {
      details.put("withoutReadableTopics", view.withoutTopics());
    }
    if (!view.ambiguous().isEmpty()) {
      details.put("withSeveralKeys", view.ambiguous());
    }
    Map<String, Object> waiting = new TreeMap<>();
    Map<String, Double> seconds = ages;
    backOff
        .reasons()
        .forEach((client, reason) ->
            waiting.put(
                client,
                Map.of(
                    "reason",
                    reason.text(),
                    "oldestSeconds",
                    Math.round(seconds.getOrDefault(client, 0.0)))));
    if (!waiting.isEmpty()) {
      details.put("waiting", waiting);
    }
    return Health.up().withDetails(details).build();
  }
}
