package dev.notifier.kafka.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class TenantPartitionsTest {
  @Test
  void aTenantHasThePartitionThatProducersChoose() {
    for (int i = 0; i < 100; i++) {
      String tenant = "tenant-" + i;
      assertThat(TenantPartitions.of(tenant, Topics.STATUS_PARTITIONS))
          .containsExactly(
              BuiltInPartitioner.partitionForKey(
                  tenant.getBytes(StandardCharsets.UTF_8), Topics.STATUS_PARTITIONS));
    }
  }

  @Test
  void withMorePartitionsItIsReadFromTheFormerOneFirst() {
    assertThat(
            IntStream.range(0, 100)
                .mapToObj(i -> "tenant-" + i)
                .filter(each -> TenantPartitions.of(each, 64).size() == 2))
        .isNotEmpty()
        .allMatch(each ->
            TenantPartitions.of(each, 64)
                .getFirst()
                .equals(TenantPartitions.of(each, Topics.STATUS_PARTITIONS).getFirst()));
  }

  @Test
  void withFewerPartitionsThanUsualThereIsOne() {
    assertThat(TenantPartitions.of("default", 1)).containsExactly(0);
  }
}
