package dev.notifier.worker.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** What an operator should change on the brokers. */
final class BrokerSettingsCheck {
  private static final String BACK_OFF = "add.partitions.to.txn.retry.backoff.ms";
  private static final int BACK_OFF_MAX_MS = 2;
  private static final long ANSWER_WITHIN_SECONDS = 10;

  private BrokerSettingsCheck() {}

  /** In words, or null when the brokers are set up well or do not tell. */
  static @Nullable String of(Admin admin) {
    try {
      List<ConfigResource> brokers =
          admin.describeCluster().nodes().get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS).stream()
              .map(Node::idString)
              .map(id -> new ConfigResource(ConfigResource.Type.BROKER, id))
              .toList();
      Map<ConfigResource, Config> configs =
          admin.describeConfigs(brokers).all().get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
      return configs.values().stream().anyMatch(BrokerSettingsCheck::waitsLong)
          ? "set " + BACK_OFF + "=1 on every broker: with its default a commit takes 25 to 110 ms"
          : null;
    } catch (ExecutionException | TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static boolean waitsLong(Config config) {
    ConfigEntry entry = config.get(BACK_OFF);
    String value = entry == null ? null : entry.value();
    return value != null && Integer.parseInt(value) > BACK_OFF_MAX_MS;
  }
}
