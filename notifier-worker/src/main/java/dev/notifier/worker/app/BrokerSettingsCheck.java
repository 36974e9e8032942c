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

/** Checks the settings of the brokers that slow down Notifier's transactions. */
final class BrokerSettingsCheck {
  private static final String RETRY_BACKOFF = "add.partitions.to.txn.retry.backoff.ms";
  private static final int MAX_RETRY_BACKOFF_MS = 2;
  private static final long TIMEOUT_SECONDS = 10;

  private BrokerSettingsCheck() {}

  /** What to change on the brokers; null if nothing or if they cannot be asked. */
  static @Nullable String advice(Admin admin) {
    try {
      List<ConfigResource> brokers =
          admin.describeCluster().nodes().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).stream()
              .map(Node::idString)
              .map(id -> new ConfigResource(ConfigResource.Type.BROKER, id))
              .toList();
      Map<ConfigResource, Config> configs =
          admin.describeConfigs(brokers).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return configs.values().stream().anyMatch(BrokerSettingsCheck::hasLongBackoff)
          ? "set "
              + RETRY_BACKOFF
              + "=1 on every broker: with its default a commit takes 25 to 110 ms"
          : null;
    } catch (ExecutionException | TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static boolean hasLongBackoff(Config config) {
    ConfigEntry entry = config.get(RETRY_BACKOFF);
    String value = entry == null ? null : entry.value();
    return value != null && Integer.parseInt(value) > MAX_RETRY_BACKOFF_MS;
  }
}
