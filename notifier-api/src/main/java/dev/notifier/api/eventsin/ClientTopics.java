package dev.notifier.api.eventsin;

import dev.notifier.api.access.StoredKeys.KafkaCallers;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.topics.TopicCreator;
import dev.notifier.kafka.topics.TopicCreator.TopicCreationException;
import dev.notifier.kafka.topics.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients whose events are read: those with a valid key and both topics. Topics that are
 * missing are created if the configuration allows it. Changed by one thread, read by many.
 */
final class ClientTopics {
  private static final Logger LOG = LoggerFactory.getLogger(ClientTopics.class);
  private static final long CALL_SECONDS = 2;

  /** How old what is known about keys may be; it is needed for each partition of a turn. */
  private static final Duration CALLERS_VALID = Duration.ofMillis(200);

  /** An operator may have given the right meanwhile. */
  private static final Duration UNAUTHORIZED = Duration.ofSeconds(30);

  private static final Duration LONGEST_UNAUTHORIZED = Duration.ofMinutes(10);

  /** How long a topic was read without an error when its former error is forgotten. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(1);

  private final Supplier<KafkaCallers> keys;
  private final Consumer<Caller> uses;
  private final Creation creation;
  private final LongSupplier nanos;
  private final Map<String, Denial> denials = new HashMap<>();

  /** The clients whose topics have their settings. */
  private final Set<String> ensured = new HashSet<>();

  private Set<String> existing = Set.of();
  private boolean failureLogged;
  private @Nullable KafkaCallers callers;
  private long callersReadAt;
  private volatile View view = new View(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  /**
   * How topics are created.
   *
   * @param allowed whether they are
   * @param replication replicas of each; 0 selects them by the number of brokers
   */
  record Creation(boolean allowed, int replication, TopicCreator.Sleeper sleeper) {}

  /** That a topic could not be read for lack of a right, and how long it is not tried again. */
  private record Denial(long since, Duration length) {}

  /**
   * What is known about clients.
   *
   * @param readable with a topic that exists and may be read. All are subscribed, because the
   *     broker forgets the positions of others
   * @param served whose events are accepted; the others wait
   * @param withoutTopics with a key and without topics that may be read
   * @param withoutKey with a topic and without a key that is valid
   * @param ambiguous with several valid keys
   */
  record View(
      Set<String> readable,
      Set<String> served,
      Set<String> withoutTopics,
      Set<String> withoutKey,
      Set<String> ambiguous) {}

  /**
   * @param keys of topics that are valid now
   * @param uses notes that a key was used
   * @param nanos a monotonic clock
   */
  ClientTopics(
      Supplier<KafkaCallers> keys, Consumer<Caller> uses, Creation creation, LongSupplier nanos) {
    this.keys = keys;
    this.uses = uses;
    this.creation = creation;
    this.nanos = nanos;
  }

  View view() {
    return view;
  }

  /** The caller whose events a topic has now; empty if they wait for a key. */
  Optional<Caller> callerOf(String client) {
    return Optional.ofNullable(callers(CALLERS_VALID).callers().get(client));
  }

  private KafkaCallers callers(Duration valid) {
    KafkaCallers known = callers;
    long now = nanos.getAsLong();
    if (known == null || now - callersReadAt >= valid.toNanos()) {
      known = keys.get();
      callers = known;
      callersReadAt = now;
    }
    return known;
  }

  /** Notes that the key of a client was used. */
  void used(Caller caller) {
    uses.accept(caller);
  }

  /**
   * Notes that the broker refuses to let these topics be read. They are tried again after 30 s and
   * then less often.
   */
  void unauthorized(Set<String> topics) {
    for (String topic : topics) {
      Denial last = denials.get(topic);
      if (last == null) {
        LOG.warn("The topic {} may not be read; give this program the right to", topic);
      }
      Duration next = last == null ? UNAUTHORIZED : last.length().multipliedBy(2);
      denials.put(
          topic,
          new Denial(
              nanos.getAsLong(),
              next.compareTo(LONGEST_UNAUTHORIZED) > 0 ? LONGEST_UNAUTHORIZED : next));
    }
    view = viewOf(callers(CALLERS_VALID));
  }

  private boolean isDenied(String topic) {
    Denial denial = denials.get(topic);
    return denial != null && nanos.getAsLong() - denial.since() < denial.length().toNanos();
  }

  /** Looks for clients. While Kafka does not respond, the last topics count. */
  View refresh(Admin admin) {
    KafkaCallers now = callers(Duration.ZERO);
    try {
      existing = admin.listTopics().names().get(CALL_SECONDS, TimeUnit.SECONDS);
      create(admin, now.callers().keySet());
      failureLogged = false;
    } catch (ExecutionException | TimeoutException | TopicCreationException e) {
      if (!failureLogged) {
        LOG.warn("The topics of clients cannot be listed or created: {}", e.getClass().getName());
        failureLogged = true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return update(existing, now);
  }

  /** Notes which topics exist. */
  View update(Set<String> topics, KafkaCallers now) {
    existing = topics;
    long time = nanos.getAsLong();
    denials
        .values()
        .removeIf(denial -> time - denial.since() > denial.length().plus(FORGOTTEN).toNanos());
    view = viewOf(now);
    return view;
  }

  /** Creates missing topics, and once adds missing settings to topics that exist. */
  private void create(Admin admin, Set<String> clients)
      throws ExecutionException, InterruptedException, TimeoutException {
    ensured.removeIf(client -> !hasTopics(client));
    Set<String> missing = new TreeSet<>(clients);
    missing.removeAll(ensured);
    if (creation.allowed() && !missing.isEmpty()) {
      List<TopicSettings> settings = new ArrayList<>();
      missing.forEach(client -> settings.addAll(TopicSettings.client(client)));
      new TopicCreator(admin, creation.sleeper(), creation.replication()).ensure(settings);
      ensured.addAll(missing);
      existing = admin.listTopics().names().get(CALL_SECONDS, TimeUnit.SECONDS);
    }
  }

  private View viewOf(KafkaCallers now) {
    Set<String> readable = new TreeSet<>();
    Set<String> withoutKey = new TreeSet<>();
    for (String topic : existing) {
      Topics.clientOf(topic)
          .ifPresent(client -> {
            if (!isDenied(topic)) {
              readable.add(client);
            }
            if (!now.callers().containsKey(client)) {
              withoutKey.add(client);
            }
          });
    }
    Set<String> served = new TreeSet<>();
    Set<String> withoutTopics = new TreeSet<>();
    for (String client : now.callers().keySet()) {
      boolean complete = readable.contains(client) && hasTopics(client);
      (complete ? served : withoutTopics).add(client);
    }
    return new View(readable, served, withoutTopics, withoutKey, now.ambiguous());
  }

  private boolean hasTopics(String client) {
    return existing.contains(Topics.eventsIn(client))
        && existing.contains(Topics.eventsRefused(client));
  }
}
