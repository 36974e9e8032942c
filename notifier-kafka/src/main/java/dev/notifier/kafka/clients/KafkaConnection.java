package dev.notifier.kafka.clients;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * Where the brokers are, and how clients connect to them.
 *
 * @param bootstrapServers {@code host:port[,host:port]}
 * @param security the properties of encryption and login, under Kafka's names. Read for each client
 *     that is created, so that renewed certificates are used
 */
public record KafkaConnection(String bootstrapServers, Supplier<Map<String, String>> security) {
  /** A connection without encryption and login. */
  public static KafkaConnection plaintext(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Map::of);
  }

  /** The properties of encryption and login. */
  Map<String, String> properties() {
    try {
      return security.get();
    } catch (RuntimeException e) {
      // Callers retry after a KafkaException; its message names the key and the file.
      throw new KafkaException(e.getMessage(), e);
    }
  }

  /** Does not contain the login. */
  @Override
  public String toString() {
    return "KafkaConnection[" + bootstrapServers + "]";
  }
}
