package dev.notifier.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.config.kafka.KafkaSecurityConfig;
import dev.notifier.local.home.LoopbackPorts;
import dev.notifier.local.processes.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
  static final String PASSWORD = "a-test-password";

  private static final int RECORDS = 2_000;
  private static final String TOPIC = "kept";

  @TempDir Path directory;

  @Test
  void acknowledgedRecordsAreThereAfterAKillAndAnImmediateRestart() throws Exception {
    var port = LoopbackPorts.free();
    for (var life = 1; life <= 3; life++) {
      try (var child = ChildJvm.run(KafkaToKill.class, directory, port)) {
        var address = child.await("READY");
        assertThat(address).isEqualTo("127.0.0.1:" + port);
        if (life == 1) {
          create(address, TOPIC, Map.of());
        }
        produce(address, life);
        child.kill();
      }
    }
    try (var kafka = EmbeddedKafka.start(directory, port, PASSWORD)) {
      assertThat(read(kafka.bootstrapServers(), 3 * RECORDS)).isEqualTo(expected(3));
    }
  }

  @Test
  void transactionsWorkAndAnOpenTransactionOfAFencedProducerIsAborted() throws Exception {
    try (var kafka = EmbeddedKafka.start(directory, 0, PASSWORD)) {
      create(kafka.bootstrapServers(), TOPIC, Map.of());
      try (var left = transactional(kafka.bootstrapServers());
          var next = transactional(kafka.bootstrapServers())) {
        left.initTransactions();
        left.beginTransaction();
        left.send(new ProducerRecord<>(TOPIC, "k", "left open")).get();
        next.initTransactions();
        next.beginTransaction();
        next.send(new ProducerRecord<>(TOPIC, "k", "committed")).get();
        next.commitTransaction();
      }
      assertThat(read(kafka.bootstrapServers(), 1)).containsExactly("committed");
    }
  }

  @Test
  void deletedRecordsLeaveTheDisk() throws Exception {
    try (var kafka = EmbeddedKafka.start(directory, 0, PASSWORD)) {
      var address = kafka.bootstrapServers();
      create(address, "trimmed", Map.of("segment.bytes", "1048576", "retention.ms", "-1"));
      var end = fill(address, "trimmed");
      var before = segments("trimmed");
      assertThat(before).hasSizeGreaterThan(5);
      try (var admin = Admin.create(settings(address, Map.of()))) {
        admin
            .deleteRecords(
                Map.of(new TopicPartition("trimmed", 0), RecordsToDelete.beforeOffset(end)))
            .all()
            .get();
      }
      await().atMost(Duration.ofSeconds(90)).until(() -> segments("trimmed").size() <= 1);
    }
  }

  private List<Path> segments(String topic) throws Exception {
    try (var files = Files.list(directory.resolve(topic + "-0"))) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    }
  }

  private static long fill(String address, String topic) throws Exception {
    Map<String, Object> settings = settings(address, Map.of("acks", "all", "batch.size", 65_536));
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (var i = 0; i < 800; i++) {
        var _ = producer.send(new ProducerRecord<>(topic, new byte[10_000]));
      }
      return producer.send(new ProducerRecord<>(topic, new byte[1])).get().offset() + 1;
    }
  }

  private static void create(String address, String topic, Map<String, String> settings)
      throws Exception {
    try (var admin = Admin.create(settings(address, Map.of()))) {
      var wanted = new NewTopic(topic, Optional.of(1), Optional.empty()).configs(settings);
      admin.createTopics(List.of(wanted)).all().get();
    }
  }

  private static void produce(String address, int life) throws Exception {
    Map<String, Object> settings = settings(address, Map.of("acks", "all"));
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      var sent = new ArrayList<Future<RecordMetadata>>();
      for (var i = 0; i < RECORDS; i++) {
        sent.add(producer.send(new ProducerRecord<>(TOPIC, life + "-" + i)));
      }
      for (var future : sent) {
        future.get();
      }
    }
  }

  private static List<String> expected(int lives) {
    return IntStream.rangeClosed(1, lives)
        .boxed()
        .flatMap(life -> IntStream.range(0, RECORDS).mapToObj(i -> life + "-" + i))
        .toList();
  }

  private static KafkaProducer<String, String> transactional(String address) {
    return new KafkaProducer<>(
        settings(address, Map.of("transactional.id", "one", "retry.backoff.ms", 1)),
        new StringSerializer(),
        new StringSerializer());
  }

  private static List<String> read(String address, int count) {
    var found = new ArrayList<String>();
    Map<String, Object> settings = settings(address, Map.of("isolation.level", "read_committed"));
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInSameThread()
          .until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(r -> found.add(r.value()));
            return found.size() >= count;
          });
    }
    return found;
  }

  /** The settings of a client that logs in. */
  static Map<String, Object> settings(String address, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.putAll(KafkaSecurityConfig.scram(EmbeddedKafka.USER, PASSWORD).clientProperties());
    settings.put("bootstrap.servers", address);
    return settings;
  }
}
