package dev.notifier.local.kafka;

import dev.notifier.config.kafka.KafkaSecurityConfig;
import dev.notifier.config.kafka.KafkaSecurityConfig.Mechanism;
import dev.notifier.config.kafka.KafkaSecurityConfig.Protocol;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/**
 * The logins of the embedded broker. Clients use SCRAM, whose credentials Kafka stores. The broker
 * itself, which connects to its controller before any credentials can be read, uses PLAIN with a
 * password that exists in this process only.
 */
final class BrokerLogins {
  private static final String BROKER = "broker";
  private static final int PASSWORD_BYTES = 32;
  private static final int ITERATIONS = 4_096;
  private static final int TIMEOUT_SECONDS = 30;
  private static final int POLL_MILLIS = 50;

  private final String password;
  private final String brokerPassword;

  /**
   * @param password of the clients' user
   */
  BrokerLogins(String password) {
    this.password = password;
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    this.brokerPassword = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** The credentials of the clients, for the formatting of the directory. */
  List<String> formatArguments() {
    return List.of("SCRAM-SHA-512=[name=" + EmbeddedKafka.USER + ",password=\"" + password + "\"]");
  }

  /** The settings of the broker: no listener works without a login. */
  Map<String, String> settings() {
    String plain =
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
            + BROKER
            + "\" password=\""
            + brokerPassword
            + "\" user_"
            + BROKER
            + "=\""
            + brokerPassword
            + "\";";
    return Map.ofEntries(
        Map.entry(
            "listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT"),
        Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
        Map.entry("sasl.mechanism.controller.protocol", "PLAIN"),
        Map.entry("listener.name.clients.sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN"),
        Map.entry("listener.name.clients.plain.sasl.jaas.config", plain),
        Map.entry(
            "listener.name.clients.scram-sha-512.sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
        Map.entry("listener.name.controller.sasl.enabled.mechanisms", "PLAIN"),
        Map.entry("listener.name.controller.plain.sasl.jaas.config", plain));
  }

  /** Stores the credentials of the clients in a broker that runs, and waits until they work. */
  void store(String address) throws IOException {
    var broker =
        new KafkaSecurityConfig(
            Protocol.SASL_PLAINTEXT, Mechanism.PLAIN, BROKER, brokerPassword, true, "", "", "");
    var clients =
        new KafkaClients(new KafkaConnection(address, broker::clientProperties), "embedded");
    try (var admin = clients.admin("logins")) {
      var info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
      admin
          .alterUserScramCredentials(
              List.of(new UserScramCredentialUpsertion(EmbeddedKafka.USER, info, password)))
          .all()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      awaitLogin(address);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The login of Kafka cannot be stored: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the login of Kafka was stored", e);
    }
  }

  /** The controller confirms credentials a moment before the broker knows them. */
  private void awaitLogin(String address)
      throws ExecutionException, TimeoutException, InterruptedException {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    var clients = new KafkaClients(EmbeddedKafka.connection(address, password), "embedded");
    while (true) {
      try (var admin = clients.admin("logins")) {
        var _ = admin.describeCluster().clusterId().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof SaslAuthenticationException)
            || System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }
}
