package dev.notifier.worker.bind;

import dev.notifier.contracts.Topics;
import dev.notifier.worker.bind.SlotRegistry.Slot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Assigns the partitions of the binds topic to workers, evenly by the slots that are registered.
 * Kafka's assignors count partitions, most of which belong to no bind: two workers would each get
 * half of the partitions, and one of them all binds.
 *
 * <p>Rebalances are cooperative: a partition that moves is withheld until its owner has given it
 * up, in one generation, and assigned in the next. Runs on the leader of the group, within its
 * poll, so it never blocks. Kafka creates it by reflection, therefore it is public; used by one
 * thread.
 */
public final class BindSlotAssignor implements ConsumerPartitionAssignor, Configurable {
  /** The configuration key of the {@link Group}. */
  static final String GROUP = "notifier.bind.group";

  private static final int USER_DATA_BYTES = 2 * Integer.BYTES;

  private @Nullable Group group;

  /** What the leader must know, and what each member learns from it. Thread-safe. */
  static final class Group {
    private final SlotRegistry slots;
    private volatile int workers = 1;
    private volatile int partitions;

    Group(SlotRegistry slots) {
      this.slots = slots;
    }

    /**
     * Whether a worker has too many or too few binds, because slots were registered after the last
     * rebalance.
     *
     * @param owned the slots of this worker
     */
    boolean isUneven(Set<Integer> owned) {
      List<Integer> assignable =
          slots.registered().stream()
              .map(Slot::number)
              .filter(number -> number < partitions)
              .toList();
      long own = assignable.stream().filter(owned::contains).count();
      int least = assignable.size() / workers;
      int most = (assignable.size() + workers - 1) / workers;
      return own < least || own > most;
    }
  }

  @Override
  public void configure(Map<String, ?> configs) {
    group = (Group) Objects.requireNonNull(configs.get(GROUP), GROUP);
  }

  @Override
  public String name() {
    return "bind-slots";
  }

  @Override
  public List<RebalanceProtocol> supportedProtocols() {
    return List.of(RebalanceProtocol.COOPERATIVE);
  }

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription subscription) {
    Integer known = metadata.partitionCountForTopic(Topics.BINDS);
    int partitions = known == null ? 0 : known;
    Claims claims = new Claims(subscription.groupSubscription());
    Map<Integer, String> routes = new HashMap<>();
    for (Slot slot : Objects.requireNonNull(group).slots.registered()) {
      routes.put(slot.number(), slot.route());
    }
    Map<String, Set<Integer>> target = SlotBalance.divide(claims.owned(), routes, partitions);
    Map<String, Assignment> assignments = new HashMap<>();
    target.forEach((member, slots) -> {
      List<TopicPartition> assigned = new ArrayList<>();
      for (int slot : slots) {
        if (claims.mayAssign(member, slot)) {
          assigned.add(new TopicPartition(Topics.BINDS, slot));
        }
      }
      ByteBuffer userData = ByteBuffer.allocate(USER_DATA_BYTES);
      userData.putInt(target.size()).putInt(partitions).flip();
      assignments.put(member, new Assignment(assigned, userData));
    });
    return new GroupAssignment(assignments);
  }

  @Override
  public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
    ByteBuffer userData = assignment.userData();
    if (userData != null && userData.remaining() >= USER_DATA_BYTES) {
      Group learning = Objects.requireNonNull(group);
      learning.workers = Math.max(1, userData.getInt(userData.position()));
      learning.partitions = userData.getInt(userData.position() + Integer.BYTES);
    }
  }

  /** Which members say that they own a slot, and which one does. */
  private static final class Claims {
    private final Map<String, Subscription> members = new TreeMap<>();
    private final Map<Integer, Set<String>> claimants = new HashMap<>();

    Claims(Map<String, Subscription> subscriptions) {
      members.putAll(subscriptions);
      members.forEach((member, subscription) -> {
        for (TopicPartition partition : subscription.ownedPartitions()) {
          if (partition.topic().equals(Topics.BINDS)) {
            claimants.computeIfAbsent(partition.partition(), _ -> new HashSet<>()).add(member);
          }
        }
      });
    }

    Map<String, Collection<Integer>> owned() {
      Map<String, Collection<Integer>> owned = new HashMap<>();
      members.keySet().forEach(member -> owned.put(member, new ArrayList<>()));
      claimants
          .keySet()
          .forEach(slot -> {
            String owner = owner(slot);
            if (owner != null) {
              Objects.requireNonNull(owned.get(owner)).add(slot);
            }
          });
      return owned;
    }

    /**
     * Whether no other member owns the slot. A claim of an earlier generation than that of the
     * owner is out of date.
     */
    boolean mayAssign(String member, int slot) {
      Set<String> others = claimants.getOrDefault(slot, Set.of());
      return others.isEmpty() || member.equals(owner(slot));
    }

    /** The claimant of the latest generation; null if there is none or more than one. */
    private @Nullable String owner(int slot) {
      String owner = null;
      int latest = Integer.MIN_VALUE;
      boolean isOnly = true;
      for (String claimant : claimants.getOrDefault(slot, Set.of())) {
        int generation =
            Objects.requireNonNull(members.get(claimant)).generationId().orElse(Integer.MIN_VALUE);
        if (owner == null || generation > latest) {
          owner = claimant;
          latest = generation;
          isOnly = true;
        } else if (generation == latest) {
          isOnly = false;
        }
      }
      return isOnly ? owner : null; // With two of one generation, both give it up first.
    }
  }
}
