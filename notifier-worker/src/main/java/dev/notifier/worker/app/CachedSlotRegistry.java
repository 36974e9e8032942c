package dev.notifier.worker.app;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.store.routes.BindSlotStore;
import dev.notifier.worker.bind.SlotRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The registered slots, read every 10 s in the background, so that binds continue and can move to
 * another worker while PostgreSQL is unavailable. Registers the sessions of the configured routes,
 * and adds partitions to the binds topic when there are more slots. A route that gets no slot does
 * not affect the others: its problem is reported, and it is tried again. Thread-safe.
 */
final class CachedSlotRegistry implements SlotRegistry, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CachedSlotRegistry.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final BindSlotStore store;
  private final IntConsumer partitions;
  private final ScheduledExecutorService refreshes =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("bind-slots").factory());

  /** Sessions by route; used by one thread at a time, as is the next. */
  private final Map<String, Integer> unregistered;

  private int ensuredPartitions;
  private volatile List<Slot> cached = List.of();
  private volatile List<String> problems = List.of();
  private volatile @Nullable String partitionProblem;

  /**
   * @param sessions the number of sessions of each configured route
   * @param partitions creates the binds topic, or adds partitions up to this number; may block and
   *     throw
   */
  CachedSlotRegistry(BindSlotStore store, Map<String, Integer> sessions, IntConsumer partitions) {
    this.store = store;
    this.unregistered = new LinkedHashMap<>(sessions);
    this.partitions = partitions;
  }

  /**
   * Registers and reads the slots, then refreshes them in the background. Called once.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  void start() {
    refresh();
    var _ =
        refreshes.scheduleWithFixedDelay(
            this::refreshIfPossible,
            INTERVAL.toMillis(),
            INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public Collection<Slot> registered() {
    return cached;
  }

  /** Which routes have no slot, or why the binds topic is too small; empty if all is well. */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    if (partitionProblem != null) {
      all.add(partitionProblem);
    }
    return all;
  }

  @Override
  public void close() {
    refreshes.shutdownNow();
  }

  void refresh() {
    register();
    List<Slot> slots =
        store.all().stream()
            .map(each -> new Slot(each.number(), each.route(), each.session()))
            .toList();
    cached = slots;
    ensurePartitions(slots);
  }

  private void refreshIfPossible() {
    try {
      refresh();
    } catch (DataAccessException | TransactionException e) {
      log.debug("Cannot read the bind slots, using those read last: {}", RedactedError.of(e));
    } catch (RuntimeException e) {
      // An exception that leaves this method would end the schedule.
      log.warn("Cannot read the bind slots, using those read last: {}", RedactedError.of(e));
    }
  }

  private void register() {
    List<String> failed = new ArrayList<>();
    unregistered
        .entrySet()
        .removeIf(route -> {
          try {
            store.register(route.getKey(), route.getValue(), Topics.MAX_BIND_SLOTS);
            return true;
          } catch (IllegalStateException e) {
            failed.add("route " + route.getKey() + " is not bound: " + e.getMessage());
            return false;
          }
        });
    if (!failed.equals(problems)) {
      failed.forEach(problem -> log.error("{}", problem));
      problems = List.copyOf(failed);
    }
  }

  private void ensurePartitions(List<Slot> slots) {
    int needed = Topics.bindPartitions(slots.stream().mapToInt(Slot::number).max().orElse(0));
    if (needed <= ensuredPartitions) {
      return;
    }
    try {
      partitions.accept(needed);
      ensuredPartitions = needed;
      partitionProblem = null;
    } catch (RuntimeException e) {
      String problem =
          Topics.BINDS
              + " needs "
              + needed
              + " partitions, so some sessions are not bound yet: "
              + RedactedError.of(e);
      if (!problem.equals(partitionProblem)) {
        log.warn("{}", problem);
      }
      partitionProblem = problem;
    }
  }
}
