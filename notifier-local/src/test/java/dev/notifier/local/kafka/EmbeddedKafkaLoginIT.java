package dev.notifier.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.config.kafka.KafkaSecurityConfig;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.testing.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may use the embedded broker, without encryption and with it. */
class EmbeddedKafkaLoginIT {
  private static final String PASSWORD = EmbeddedKafkaIT.PASSWORD;

  @TempDir Path directory;

  @Test
  void aClientNeedsTheLogin() throws Exception {
    try (var kafka = EmbeddedKafka.start(directory, 0, PASSWORD)) {
      String address = kafka.bootstrapServers();

      write(kafka.connection());
      assertThat(failure(KafkaConnection.plaintext(address))).isNotBlank();
      assertThat(failure(EmbeddedKafka.connection(address, "another password")))
          .startsWith("SaslAuthenticationException: Authentication failed")
          .doesNotContain("another password");
    }
  }

  /** Its controller could otherwise be told to delete topics. */
  @Test
  void theControllerNeedsALoginToo() throws Exception {
    try (var kafka = EmbeddedKafka.start(directory, 0, PASSWORD);
        var admin = new KafkaClients(kafka.connection(), "test").admin("test")) {
      var quorum = admin.describeMetadataQuorum().quorumInfo().get();
      var controller = quorum.nodes().values().iterator().next().endpoints().getFirst();
      Map<String, Object> settings =
          Map.of(
              "bootstrap.controllers",
              "127.0.0.1:" + controller.port(),
              "default.api.timeout.ms",
              3_000,
              "request.timeout.ms",
              2_000);
      try (var stranger = Admin.create(settings)) {
        assertThatThrownBy(() -> stranger.describeCluster().clusterId().get(10, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class);
      }
    }
  }

  @Test
  void aDirectoryOfAnOlderReleaseGetsTheLoginOnce() throws Exception {
    startWithoutLogin(directory);
    for (String password : List.of(PASSWORD, "a \"new\" \\ password, with = signs")) {
      try (var kafka = EmbeddedKafka.start(directory, 0, password)) {
        write(kafka.connection());
        assertThat(failure(KafkaConnection.plaintext(kafka.bootstrapServers()))).isNotBlank();
      }
    }
  }

  @Test
  void encryptedConnections() throws Exception {
    TestCertificates.create(directory, "right");
    TestCertificates.create(directory, "other");
    try (var kafka =
        EmbeddedKafka.start(directory.resolve("data"), 0, PASSWORD, encrypted("right"))) {
      String address = kafka.bootstrapServers();

      write(secure(address, "right", PASSWORD));
      assertThat(failure(secure(address, "right", "another password")))
          .startsWith("SaslAuthenticationException: Authentication failed");
      assertThat(failure(secure(address, "other", PASSWORD)))
          .startsWith("SslAuthenticationException: SSL handshake failed");
      assertThat(failure(kafka.connection())).isNotBlank();
      assertThat(failure(KafkaConnection.plaintext(address))).isNotBlank();
    }
  }

  private Map<String, String> encrypted(String name) throws Exception {
    String certificate = Files.readString(directory.resolve(name + ".pem"));
    return Map.of(
        "listener.security.protocol.map",
        "CLIENTS:SASL_SSL,CONTROLLER:SASL_PLAINTEXT",
        "ssl.keystore.type",
        "PEM",
        "ssl.keystore.certificate.chain",
        certificate,
        "ssl.keystore.key",
        Files.readString(directory.resolve(name + ".key")),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.certificates",
        certificate);
  }

  private KafkaConnection secure(String address, String authority, String password) {
    var security =
        new KafkaSecurityConfig(
            KafkaSecurityConfig.Protocol.SASL_SSL,
            KafkaSecurityConfig.Mechanism.SCRAM_SHA_512,
            EmbeddedKafka.USER,
            password,
            true,
            directory.resolve(authority + ".pem").toString(),
            "",
            "");
    return new KafkaConnection(address, security::clientProperties);
  }

  /** Uses an admin client and a transactional producer. */
  private static void write(KafkaConnection connection) throws Exception {
    var clients = new KafkaClients(connection, "test");
    var topic = "topic-" + Uuid.randomUuid();
    try (var admin = clients.admin("test");
        var producer = clients.transactionalProducer("test")) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
          .all()
          .get();
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, new byte[1])).get();
      producer.commitTransaction();
    }
  }

  /** What the log and the health would say. */
  private static String failure(KafkaConnection connection) throws Exception {
    try (var admin = new KafkaClients(connection, "test").admin("test", Duration.ofSeconds(2))) {
      admin.describeCluster().clusterId().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return RedactedError.of(Objects.requireNonNull(e.getCause()));
    }
    throw new AssertionError("the client was accepted");
  }

  /** As a release before the login did. */
  private static void startWithoutLogin(Path directory) throws Exception {
    new Formatter()
        .setPrintStream(new java.io.PrintStream(new java.io.ByteArrayOutputStream()))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(directory.toString())
        .addDirectory(directory.toString())
        .run();
    var settings =
        EmbeddedKafka.settings(
            dev.notifier.local.home.LoopbackPorts.free(), new BrokerLogins(PASSWORD));
    settings.put("log.dirs", directory.toString());
    settings.keySet().removeIf(key -> key.contains("sasl"));
    settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
    var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
    server.shutdown();
    server.awaitShutdown();
  }
}
