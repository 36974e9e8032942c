package dev.notifier.local.chaos.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.local.chaos.faults.BrokenRecord;
import dev.notifier.local.chaos.faults.RecordInjector;
import dev.notifier.local.kafka.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        assertThat(written).extracting(RecordInjector.Written::record).isEqualTo(all);
        assertThat(written).extracting(RecordInjector.Written::position).doesNotHaveDuplicates();
        for (var each : written) {
          assertIsBroken(each.record(), read(clients, each.position()));
        }
        create(clients, Map.of(QuarantineReader.TOPIC, 4));
        var quarantined =
            written.stream()
                .filter(each -> each.record().quarantined())
                .map(RecordInjector.Written::position)
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
        var ids = new ArrayList<String>();
        for (var offset = 0; offset < 3; offset++) {
          var value = read(clients, Topics.RECEIPTS + "/0/" + offset).value();
          var receipt = RecordFormats.INBOUND.read(value);
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

  private static ConsumerRecord<byte[], byte[]> read(KafkaClients clients, String position) {
    var parts = position.split("/", 3);
    try (var consumer =
        clients.assignedConsumer("test", ReadSettings.immediate(Duration.ZERO, 500))) {
      var partition = new TopicPartition(parts[0], Integer.parseInt(parts[1]));
      consumer.assign(List.of(partition));
      consumer.seek(partition, Long.parseLong(parts[2]));
      for (var poll = 0; poll < 40; poll++) {
        var records = consumer.poll(Duration.ofMillis(500)).records(partition);
        if (!records.isEmpty()) {
          return records.getFirst();
        }
      }
    }
    throw new AssertionError("no record at " + position);
  }
}
