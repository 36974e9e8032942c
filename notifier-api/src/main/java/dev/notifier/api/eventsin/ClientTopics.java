package dev.notifier.api.eventsin;

import dev.notifier.api.access.StoredKeys;
import dev.notifier.api.access.StoredKeys.KafkaCallers;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.topics.TopicCreator;
import dev.notifier.kafka.topics.TopicCreator.TopicCreationException;
import dev.notifier.kafka.topics.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients whose events are read: those with a valid key and both topics. Topics that are
 * missing are created if the configuration allows it. Changed by one thread, read by many.
 */
final class ClientTopics {
  private static final Logger LOG = LoggerFactory.getLogger(ClientTopics.class);
  private static final long CALL_SECONDS = 2;

  /** An operator may have given the right meanwhile. */
  private static final Duration UNAUTHORIZED = Duration.ofSeconds(30);

  private final StoredKeys keys;
  private final Creation creation;
  private final LongSupplier nanos;
  private final Map<String, Long> unauthorizedSince = new HashMap<>();
  private Set<String> existing = Set.of();
  private boolean failureLogged;
  private volatile View view = new View(Set.of(), Set.of(), Set.of(), Set.of());

  /**
   * How topics are created.
   *
   * @param allowed whether they are
   * @param replication replicas of each; 0 selects them by the number of brokers
   */
  record Creation(boolean allowed, int replication, TopicCreator.Sleeper sleeper) {}

  /**
   * What is known about clients.
   *
   * @param served whose events are read
   * @param withoutTopics with a key and without topics that may be read
   * @param withoutKey with a topic and without a key that is valid
   * @param ambiguous with several valid keys
   */
  record View(
      Set<String> served,
      Set<String> withoutTopics,
      Set<String> withoutKey,
      Set<String> ambiguous) {}

  /**
   * @param nanos a monotonic clock
   */
  ClientTopics(StoredKeys keys, Creation creation, LongSupplier nanos) {
    this.keys = keys;
    this.creation = creation;
    this.nanos = nanos;
  }

  View view() {
    return view;
  }

  /** The caller whose events a topic has now; empty if they wait for a key. */
  Optional<Caller> callerOf(String client) {
    return Optional.ofNullable(keys.kafkaCallers().callers().get(client));
  }

  /** Notes that the key of a client was used. */
  void used(Caller caller) {
    keys.used(caller, "kafka");
  }

  /** Notes that the broker refuses to let these topics be read. */
  void unauthorized(Set<String> topics) {
    for (String topic : topics) {
      LOG.warn("The topic {} may not be read; give this program the right to", topic);
      unauthorizedSince.put(topic, nanos.getAsLong());
    }
  }

  /** Looks for clients. While Kafka does not respond, the last topics count. */
  View refresh(Admin admin) {
    long now = nanos.getAsLong();
    unauthorizedSince.values().removeIf(since -> now - since > UNAUTHORIZED.toNanos());
    KafkaCallers callers = keys.kafkaCallers();
    try {
      existing = admin.listTopics().names().get(CALL_SECONDS, TimeUnit.SECONDS);
      create(admin, callers.callers().keySet());
      failureLogged = false;
    } catch (ExecutionException | TimeoutException | TopicCreationException e) {
      if (!failureLogged) {
        LOG.warn("The topics of clients cannot be listed or created: {}", e.getClass().getName());
        failureLogged = true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    view = viewOf(callers);
    return view;
  }

  private void create(Admin admin, Set<String> clients)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<TopicSettings> missing = new ArrayList<>();
    for (String client : clients) {
      if (!hasTopics(client)) {
        missing.addAll(TopicSettings.client(client));
      }
    }
    if (creation.allowed() && !missing.isEmpty()) {
      new TopicCreator(admin, creation.sleeper(), creation.replication()).ensure(missing);
      existing = admin.listTopics().names().get(CALL_SECONDS, TimeUnit.SECONDS);
    }
  }

  private View viewOf(KafkaCallers callers) {
    Set<String> served = new TreeSet<>();
    Set<String> withoutTopics = new TreeSet<>();
    for (String client : callers.callers().keySet()) {
      boolean readable =
          hasTopics(client) && !unauthorizedSince.containsKey(Topics.eventsIn(client));
      (readable ? served : withoutTopics).add(client);
    }
    Set<String> withoutKey = new TreeSet<>();
    for (String topic : existing) {
      Topics.clientOf(topic)
          .filter(client -> !callers.callers().containsKey(client))
          .ifPresent(withoutKey::add);
    }
    return new View(served, withoutTopics, withoutKey, callers.ambiguous());
  }

  private boolean hasTopics(String client) {
    return existing.contains(Topics.eventsIn(client))
        && existing.contains(Topics.eventsRefused(client));
  }
}
