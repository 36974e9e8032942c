package dev.notifier.testing;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A real broker for all tests of the JVM, configured like the embedded broker of a local start:
 * fast transactions, and no automatic creation of topics. It starts at the first call and ends with
 * the JVM. Tests that break the broker, or that need an empty one, use a fresh one.
 */
public final class TestKafka implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static @Nullable TestKafka shared;

  private final KafkaBroker broker = KafkaBroker.start();
  private final Admin admin;
  private final CommittedRecords reader;
  private final TopicSender sender;
  private final AtomicBoolean closed = new AtomicBoolean();

  private TestKafka() {
    // Nothing reads the metrics of these clients, which have some for each partition.
    Map<String, Object> connection =
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
            false,
            CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
            "");
    admin = Admin.create(connection);
    reader = new CommittedRecords(admin, connection);
    sender = new TopicSender(connection);
  }

  /** A new broker, for a test that breaks it or needs it to be empty. */
  public static TestKafka fresh() {
    return new TestKafka();
  }

  /** A test that breaks the broker closes it, and closes it again at its end like all others. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      reader.close();
      sender.close();
      admin.close();
      broker.close();
    }
  }

  /** The broker of the JVM. */
  public static synchronized TestKafka shared() {
    if (shared == null) {
      shared = new TestKafka();
    }
    return shared;
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /**
   * A new proxy in front of the broker. The broker sends its own address to clients, so that an
   * interrupted proxy only affects clients that have not connected yet.
   */
  public InterruptibleProxy newProxy() {
    String address = bootstrapServers();
    int colon = address.lastIndexOf(':');
    return new InterruptibleProxy(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  /** An admin client for tests, which must not close it. */
  public Admin admin() {
    return admin;
  }

  /** Deletes all topics that tests have created, with the offsets of their consumers. */
  public void deleteTopics() throws Exception {
    Set<String> names = admin.listTopics().names().get(30, TimeUnit.SECONDS);
    delete(names.stream().filter(name -> !name.startsWith("__")).toList());
  }

  /**
   * Deletes all topics but those of these that have as many partitions and are still empty: a
   * broker needs much more time to create a topic with many partitions.
   *
   * @param wanted partitions by name
   * @return the names of the topics that remain
   */
  public Set<String> deleteTopicsExcept(Map<String, Integer> wanted) throws Exception {
    Set<String> names = admin.listTopics().names().get(30, TimeUnit.SECONDS);
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    Set<String> kept = new HashSet<>();
    List<String> known = names.stream().filter(wanted::containsKey).toList();
    for (var topic : admin.describeTopics(known).allTopicNames().get().values()) {
      int partitions = topic.partitions().size();
      if (wanted.getOrDefault(topic.name(), 0) == partitions) {
        kept.add(topic.name());
        for (int i = 0; i < partitions; i++) {
          ends.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
        }
      }
    }
    for (var end : admin.listOffsets(ends).all().get().entrySet()) {
      if (end.getValue().offset() > 0) {
        kept.remove(end.getKey().topic());
      }
    }
    delete(names.stream().filter(name -> !name.startsWith("__") && !kept.contains(name)).toList());
    return kept;
  }

  private void delete(List<String> created) throws Exception {
    if (created.isEmpty()) {
      return;
    }
    sender.reset();
    admin.deleteTopics(created).all().get(30, TimeUnit.SECONDS);
    Awaitility.await()
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> admin.listTopics().names().get().stream().noneMatch(created::contains));
  }

  /**
   * Creates a topic with one replica, which is empty. On a loaded machine the client sends its
   * request again, and then finds the topic that the first request has created.
   */
  public void createTopic(String name, int partitions, Map<String, String> config)
      throws Exception {
    sender.reset();
    NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(config);
    try {
      admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
      delete(List.of(name));
      admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    }
  }

  /** Sends the records and waits until the broker has acknowledged them. */
  public void send(Collection<ProducerRecord<byte[], byte[]>> records)
      throws ExecutionException, InterruptedException {
    sender.send(records);
  }

  /**
   * Waits until these topics have no open transaction. A commit is acknowledged before its markers
   * are in every partition, and until then consumers do not see its records.
   */
  public void awaitNoOpenTransaction(String... topics) throws Exception {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (var topic : admin.describeTopics(List.of(topics)).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(info ->
              ends.put(new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest()));
    }
    ListOffsetsOptions stable = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    Awaitility.await()
        .dontCatchUncaughtExceptions()
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> sum(admin.listOffsets(ends)) == sum(admin.listOffsets(ends, stable)));
  }

  private static long sum(ListOffsetsResult offsets) throws Exception {
    return offsets.all().get().values().stream().mapToLong(info -> info.offset()).sum();
  }

  /** All records of the topics that are committed now, up to the first open transaction. */
  public List<ConsumerRecord<byte[], byte[]>> committed(String... topics) {
    return reader.committed(List.of(topics));
  }
}
