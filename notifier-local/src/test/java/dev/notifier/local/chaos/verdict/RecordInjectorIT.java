package dev.notifier.local.chaos.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.local.chaos.faults.BrokenRecord;
import dev.notifier.local.chaos.faults.RecordInjector;
import dev.notifier.local.chaos.faults.RecordInjector.Written;
import dev.notifier.local.kafka.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordInjectorIT {
  @TempDir Path directory;

  @Test
  void everyBrokenRecordIsWrittenAndFoundInTheQuarantine() throws Exception {
    var all = BrokenRecord.all();
    try (var kafka = EmbeddedKafka.start(directory, 0, "a test password")) {
      var clients = new KafkaClients(kafka.connection(), "test");
      create(clients, partitions(all));
      assertThat(QuarantineReader.positions(clients)).isEmpty();
      try (var injector =
          new RecordInjector(clients.producer("test"), all, new SplittableRandom(7))) {
        for (var record : all) {
          injector.write(record);
        }
        var written = injector.written();
        assertThat(written).extracting(Written::record).isEqualTo(all);
        assertThat(written).extracting(Written::position).doesNotHaveDuplicates();
        var records = read(clients, written.stream().map(Written::position).toList());
        for (var each : written) {
          assertIsBroken(each.record(), Objects.requireNonNull(records.get(each.position())));
        }
        create(clients, Map.of(QuarantineReader.TOPIC, 4));
        var quarantined =
            written.stream()
                .filter(each -> each.record().quarantined())
                .map(Written::position)
                .toList();
        quarantine(clients, quarantined);
        var found = QuarantineReader.positions(clients);
        assertThat(found).containsExactlyInAnyOrderElementsOf(quarantined);
        assertThat(QuarantineCheck.of(written, found).missing().count()).isZero();
      }
    }
  }

  @Test
  void unknownReceiptsAreValidRecords() throws Exception {
    try (var kafka = EmbeddedKafka.start(directory, 0, "a test password")) {
      var clients = new KafkaClients(kafka.connection(), "test");
      create(clients, Map.of(Topics.RECEIPTS, 1));
      try (var injector =
          new RecordInjector(clients.producer("test"), List.of(), new SplittableRandom(7))) {
        injector.writeUnknownReceipts(3);
        var positions = List.of("0", "1", "2").stream().map(at -> Topics.RECEIPTS + "/0/" + at);
        var ids = new ArrayList<String>();
        for (var found : read(clients, positions.toList()).values()) {
          var receipt = RecordFormats.INBOUND.read(found.value());
          assertThat(receipt.sourceAddress()).hasSize(11);
          ids.add(new String(receipt.shortMessage(), StandardCharsets.US_ASCII).split(" ", 2)[0]);
        }
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.startsWith("id:F"));
      }
    }
  }

  private static void assertIsBroken(BrokenRecord expected, ConsumerRecord<byte[], byte[]> found) {
    assertThat(found.key()).isNotEmpty();
    switch (expected.kind()) {
      case "no value" -> assertThat(found.value()).isNull();
      case "not JSON" ->
          assertThat(new String(found.value(), StandardCharsets.UTF_8)).doesNotContain("{");
      case "incomplete" -> assertThat(found.value()).asString().isEqualTo("{\"v\":1}");
      case BrokenRecord.REFUSED ->
          assertThat(found.value()).asString().containsAnyOf("\\u0000", "+300000");
      default -> assertThat(found.value()).asString().contains("phone");
    }
  }

  private static Map<String, Integer> partitions(List<BrokenRecord> all) {
    return all.stream()
        .collect(Collectors.toMap(BrokenRecord::topic, BrokenRecord::partitions, Math::max));
  }

  private static void create(KafkaClients clients, Map<String, Integer> partitions)
      throws Exception {
    try (var admin = clients.admin("test")) {
      admin
          .createTopics(
              partitions.entrySet().stream()
                  .map(one ->
                      new NewTopic(one.getKey(), Optional.of(one.getValue()), Optional.empty()))
                  .toList())
          .all()
          .get();
    }
  }

  private static void quarantine(KafkaClients clients, List<String> positions) throws Exception {
    try (var producer = clients.producer("test")) {
      for (var position : positions) {
        producer
            .send(
                new ProducerRecord<>(
                    QuarantineReader.TOPIC, position.getBytes(StandardCharsets.UTF_8), null))
            .get();
      }
    }
  }

  /** The records at these positions. */
  private static Map<String, ConsumerRecord<byte[], byte[]>> read(
      KafkaClients clients, List<String> positions) {
    var missing = new HashSet<>(positions);
    var found = new HashMap<String, ConsumerRecord<byte[], byte[]>>();
    try (var consumer =
        clients.assignedConsumer("test", ReadSettings.immediate(Duration.ZERO, 500))) {
      var partitions = positions.stream().map(RecordInjectorIT::partition).distinct().toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      for (var poll = 0; poll < 80 && !missing.isEmpty(); poll++) {
        for (var record : consumer.poll(Duration.ofMillis(500))) {
          var position = record.topic() + "/" + record.partition() + "/" + record.offset();
          if (missing.remove(position)) {
            found.put(position, record);
          }
        }
      }
    }
    assertThat(missing).as("positions without a record").isEmpty();
    return found;
  }

  private static TopicPartition partition(String position) {
    var parts = position.split("/", 3);
    return new TopicPartition(parts[0], Integer.parseInt(parts[1]));
  }
}
