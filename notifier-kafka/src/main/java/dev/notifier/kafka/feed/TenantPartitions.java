package dev.notifier.kafka.feed;

import dev.notifier.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.utils.Utils;

/**
 * Finds the partitions of {@code notifier.statuses} that have the changes of a tenant. Producers
 * choose the partition by the key, which is the tenant. When partitions are added, most tenants get
 * another one, and what was written before stays where it is.
 */
public final class TenantPartitions {
  private TenantPartitions() {}

  /**
   * The partitions of a tenant, in the order in which they are read.
   *
   * @param count how many partitions the topic has
   * @return one, or two if the topic has more partitions than it had when it was created
   */
  public static List<Integer> of(String tenant, int count) {
    int now = partition(tenant, count);
    int before = partition(tenant, Math.min(count, Topics.STATUS_PARTITIONS));
    return before == now ? List.of(now) : List.of(before, now);
  }

  /** As the partitioner of Kafka's producers. */
  private static int partition(String tenant, int count) {
    byte[] key = tenant.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % count;
  }
}
