package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Topics;
import dev.notifier.worker.bind.SlotRegistry.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequences of rebalances, with the assignor itself. */
class BindSlotAssignorTest {
  private final List<Slot> registered = new ArrayList<>();
  private final BindSlotAssignor.Group group = new BindSlotAssignor.Group(() -> registered);
  private final BindSlotAssignor assignor = new BindSlotAssignor();
  private final Map<String, Set<Integer>> owned = new TreeMap<>();
  private final Map<String, Integer> generations = new HashMap<>();
  private int partitions = Topics.BIND_SLOTS;
  private int generation;

  BindSlotAssignorTest() {
    assignor.configure(Map.of(BindSlotAssignor.GROUP, group));
  }

  @ParameterizedTest
  @CsvSource({"2, 16", "4, 16", "3, 5", "3, 16", "5, 64", "7, 3", "1, 16"})
  void workersThatComeTogetherGetEvenShares(int workers, int slots) {
    register(slots, 4);
    IntStream.range(0, workers).forEach(worker -> join("w" + worker));

    rebalance();

    assertEven();
  }

  @ParameterizedTest
  @CsvSource({"2, 16", "4, 16", "3, 5", "5, 64", "7, 3"})
  void workersThatComeOneAfterAnotherGetEvenShares(int workers, int slots) {
    register(slots, 4);
    for (int worker = 0; worker < workers; worker++) {
      join("w" + worker);
      rebalance();
      assertEven();
    }
  }

  @Test
  void aWorkerThatComesTakesOnlyItsShare() {
    register(16, 1);
    join("w0");
    join("w1");
    join("w2");
    rebalance();
    Map<String, Set<Integer>> before = binds();

    join("w3");
    rebalance();

    assertEven();
    long moved =
        before.entrySet().stream()
            .flatMap(each ->
                each.getValue().stream()
                    .filter(
                        slot -> !Objects.requireNonNull(binds().get(each.getKey())).contains(slot)))
            .count();
    assertThat(moved).isEqualTo(4);
  }

  @Test
  void theBindsOfAWorkerThatLeavesAreDividedAndTheOthersStay() {
    register(15, 5);
    join("w0");
    join("w1");
    join("w2");
    rebalance();
    Map<String, Set<Integer>> before = binds();

    leave("w1");
    rebalance();

    assertEven();
    assertThat(binds().get("w0")).containsAll(Objects.requireNonNull(before.get("w0")));
    assertThat(binds().get("w2")).containsAll(Objects.requireNonNull(before.get("w2")));
  }

  @Test
  void anotherRebalanceMovesNothing() {
    register(37, 3);
    IntStream.range(0, 5).forEach(worker -> join("w" + worker));
    rebalance();
    Map<String, Set<Integer>> before = copy(owned);

    assertThat(rebalance()).isEqualTo(1);

    assertThat(owned).isEqualTo(before);
  }

  @Test
  void slotsThatAreRegisteredLaterAreEvenAfterTheNextRebalance() {
    register(2, 1);
    IntStream.range(0, 4).forEach(worker -> join("w" + worker));
    rebalance();
    register(14, 2);

    rebalance();

    assertEven();
  }

  @Test
  void aWorkerNoticesThatLaterSlotsMadeTheSharesUneven() {
    register(2, 1);
    join("w0");
    join("w1");
    rebalance();
    assertThat(group.isUneven(slotsOf("w0"))).isFalse();

    List<Integer> unregistered =
        slotsOf("w0").stream()
            .filter(slot -> registered.stream().noneMatch(each -> each.number() == slot))
            .toList();
    registered.add(new Slot(unregistered.get(0), "late", 0));
    registered.add(new Slot(unregistered.get(1), "late", 1));

    assertThat(group.isUneven(slotsOf("w0"))).isTrue();
    assertThat(group.isUneven(slotsOf("w1"))).isTrue();
    rebalance();
    assertThat(group.isUneven(slotsOf("w0"))).isFalse();
    assertThat(group.isUneven(slotsOf("w1"))).isFalse();
  }

  @Test
  void newPartitionsAreAssigned() {
    register(64, 8);
    join("w0");
    join("w1");
    rebalance();
    register(6, 2);
    rebalance();
    assertThat(binds().values()).allMatch(slots -> slots.size() == 32);

    partitions = 2 * Topics.BIND_SLOTS;
    rebalance();

    assertEven();
    assertThat(binds().values()).allMatch(slots -> slots.size() == 35);
  }

  @Test
  void theSessionsOfARouteAreOnDifferentWorkers() {
    // In this order, dealing the slots in turn would give each worker all sessions of its routes.
    for (int number = 0; number < 16; number++) {
      registered.add(new Slot(number, "route" + number % 4, number / 4));
    }
    IntStream.range(0, 4).forEach(worker -> join("w" + worker));

    rebalance();

    assertThat(binds().values())
        .allSatisfy(slots ->
            assertThat(slots.stream().map(slot -> "route" + slot % 4).distinct()).hasSize(4));
  }

  @Test
  void sessionsOfARouteThatAreTogetherAreExchanged() {
    for (int number = 0; number < 4; number++) {
      registered.add(new Slot(number, "route" + number / 2, number % 2));
    }
    join("w0");
    join("w1");
    owned.put("w0", Set.of(0, 1));
    owned.put("w1", Set.of(2, 3));

    rebalance();

    assertThat(binds().values())
        .allSatisfy(
            slots -> assertThat(slots.stream().map(slot -> slot / 2).distinct()).hasSize(2));
  }

  @Test
  void aSlotThatTwoWorkersClaimGoesToTheLaterGenerationOrToNeither() {
    register(2, 1);
    join("w0");
    join("w1");
    owned.put("w0", Set.of(0, 1));
    owned.put("w1", Set.of(1));
    generations.put("w0", 3);
    generations.put("w1", 5);
    assertThat(assign().get("w0")).doesNotContain(1);
    assertThat(assign().get("w1")).contains(1);

    generations.put("w0", 5);
    assertThat(assign().get("w0")).doesNotContain(1);
    assertThat(assign().get("w1")).doesNotContain(1);
  }

  /** Adds slots after those that exist, in routes with this many sessions. */
  private void register(int slots, int sessions) {
    int first = registered.size();
    for (int i = 0; i < slots; i++) {
      registered.add(new Slot(first + i, "route" + first + "-" + i / sessions, i % sessions));
    }
  }

  private void join(String worker) {
    owned.put(worker, Set.of());
    generations.put(worker, -1);
  }

  private void leave(String worker) {
    owned.remove(worker);
    generations.remove(worker);
  }

  /** Rebalances until no worker has to give anything up, and returns the number of rounds. */
  private int rebalance() {
    for (int round = 1; round <= 3; round++) {
      Map<String, Set<Integer>> assigned = assign();
      Set<Integer> once = new HashSet<>();
      boolean revoked = false;
      for (Map.Entry<String, Set<Integer>> each : assigned.entrySet()) {
        for (int slot : each.getValue()) {
          assertThat(once.add(slot)).as("slot %d is assigned once", slot).isTrue();
          owned.forEach((other, slots) ->
              assertThat(!other.equals(each.getKey()) && slots.contains(slot))
                  .as("%s gets slot %d, which %s owns", each.getKey(), slot, other)
                  .isFalse());
        }
        revoked |= !each.getValue().containsAll(slotsOf(each.getKey()));
      }
      generation++;
      owned.putAll(assigned);
      owned.keySet().forEach(worker -> generations.put(worker, generation));
      if (!revoked) {
        assertThat(once).hasSize(partitions);
        return round;
      }
    }
    throw new AssertionError("The group does not come to rest");
  }

  @SuppressWarnings("NullAway") // The assignor does not use the metadata of the group.
  private Map<String, Set<Integer>> assign() {
    Map<String, Subscription> subscriptions = new HashMap<>();
    owned.forEach((worker, slots) ->
        subscriptions.put(
            worker,
            new Subscription(
                List.of(Topics.BINDS),
                null,
                slots.stream().map(slot -> new TopicPartition(Topics.BINDS, slot)).toList(),
                Objects.requireNonNull(generations.get(worker)),
                Optional.empty())));
    Map<String, Assignment> assignments =
        assignor.assign(cluster(), new GroupSubscription(subscriptions)).groupAssignment();
    Map<String, Set<Integer>> slots = new HashMap<>();
    assignments.forEach((worker, assignment) -> {
      Set<Integer> numbers = new HashSet<>();
      assignment.partitions().forEach(partition -> numbers.add(partition.partition()));
      slots.put(worker, numbers);
      assignor.onAssignment(assignment, null);
    });
    return slots;
  }

  private Cluster cluster() {
    Node node = new Node(0, "127.0.0.1", 9092);
    Node[] nodes = {node};
    List<PartitionInfo> infos =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new PartitionInfo(Topics.BINDS, partition, node, nodes, nodes))
            .toList();
    return new Cluster("cluster", List.of(node), infos, Set.of(), Set.of());
  }

  private Set<Integer> slotsOf(String worker) {
    return Objects.requireNonNull(owned.get(worker));
  }

  private Map<String, Set<Integer>> binds() {
    List<Integer> numbers = registered.stream().map(Slot::number).toList();
    Map<String, Set<Integer>> binds = copy(owned);
    binds.values().forEach(slots -> slots.retainAll(numbers));
    return binds;
  }

  private static Map<String, Set<Integer>> copy(Map<String, Set<Integer>> slots) {
    Map<String, Set<Integer>> copy = new TreeMap<>();
    slots.forEach((worker, numbers) -> copy.put(worker, new HashSet<>(numbers)));
    return copy;
  }

  private void assertEven() {
    assertSpread(binds().values());
    assertSpread(owned.values());
  }

  private static void assertSpread(Collection<Set<Integer>> shares) {
    int most = shares.stream().mapToInt(Set::size).max().orElseThrow();
    int least = shares.stream().mapToInt(Set::size).min().orElseThrow();
    assertThat(most - least).as("shares %s", shares).isLessThanOrEqualTo(1);
  }
}
