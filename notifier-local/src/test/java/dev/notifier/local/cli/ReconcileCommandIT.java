package dev.notifier.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaIdentity;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.kafka.EmbeddedKafka;
import dev.notifier.local.postgres.MigratedPostgres;
import dev.notifier.store.Database;
import dev.notifier.store.cluster.KafkaClusterStore;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.store.positions.ReadRanges;
import dev.notifier.store.positions.ReadRanges.Range;
import dev.notifier.store.positions.StagePosition;
import dev.notifier.worker.positions.PositionCheck;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The command on a Kafka and a PostgreSQL that run in a home. */
class ReconcileCommandIT {
  private static final String PASSWORD = "of this test";
  private static final String TOPIC = Topics.events(Lane.NORMAL);
  private static final String GROUP = Topics.planGroup(Lane.NORMAL);
  private static final int PARTITIONS = 3;
  private static final long COMMITTED = 5;

  @TempDir private static Path directory;
  private static Path home;
  private static EmbeddedKafka kafka;
  private static Database database;
  private static PositionStore positions;
  private static JdbcTemplate jdbc;
  private static Admin admin;

  private final StringWriter errors = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    home = directory.resolve("home");
    kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0, PASSWORD);
    String url = MigratedPostgres.withLogin(MigratedPostgres.newDatabase());
    database = Database.open(new Database.Settings(url, "", "", "test", 2, Duration.ofSeconds(30)));
    positions = new PositionStore(database.dataSource());
    jdbc = new JdbcTemplate(database.dataSource());
    HomeDirectory.open(home)
        .endpoints()
        .put(Map.of("kafka", kafka.bootstrapServers(), "kafkaPassword", PASSWORD, "postgres", url));
    admin = new KafkaClients(kafka.connection(), "test").admin("test");
    admin
        .createTopics(
            List.of(
                new NewTopic(TOPIC, PARTITIONS, (short) 1),
                new NewTopic(Topics.EVENT_TYPES, 1, (short) 1)))
        .all()
        .get(30, TimeUnit.SECONDS);
    commit();
  }

  /** As the stage plan does. */
  private static void commit() throws Exception {
    admin
        .alterConsumerGroupOffsets(
            GROUP,
            Map.of(
                new TopicPartition(TOPIC, 0), new OffsetAndMetadata(COMMITTED),
                new TopicPartition(TOPIC, 1), new OffsetAndMetadata(COMMITTED)))
        .all()
        .get(30, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    admin.close();
    database.close();
    kafka.close();
  }

  @BeforeEach
  void empty() {
    jdbc.execute("truncate stage_positions, kafka_cluster");
  }

  private int reconcile(String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "reconcile";
    arguments[1] = "--home";
    arguments[2] = home.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return NotifierCli.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
  }

  /** What a backup has that was made when the first record of a partition was missing. */
  private void restore() {
    positions.adopt(
        new ReadRanges(
            GROUP,
            TOPIC,
            PositionCheck.topicId(admin, TOPIC),
            IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new Range(partition, 0, partition == 0 ? 4 : 0))
                .toList()));
  }

  private List<Long> next() {
    return positions.all().stream()
        .filter(each -> each.group().equals(GROUP))
        .map(StagePosition::next)
        .toList();
  }

  @Test
  void withoutYesNothingIsChanged() {
    restore();
    List<StagePosition> before = positions.all();

    assertThat(reconcile()).isEqualTo(1);

    assertThat(positions.all()).isEqualTo(before);
    assertThat(jdbc.queryForObject("select count(*) from kafka_cluster", Long.class)).isZero();
    assertThat(errors.toString()).isEmpty();
  }

  @Test
  void withYesThePositionsMove() {
    restore();

    assertThat(reconcile("--yes")).isZero();

    assertThat(next()).containsExactly(COMMITTED, COMMITTED, 0L);
    assertThat(jdbc.queryForList("select operation || outcome from audit", String.class))
        .containsExactly("reconciledone");
    assertThat(reconcile()).as("nothing is left").isZero();
  }

  /** They are taken over when a worker starts, not by this command. */
  @Test
  void topicsWithoutRowsAreLeftAlone() {
    assertThat(reconcile()).isZero();
    assertThat(reconcile("--yes")).isZero();

    assertThat(positions.all()).isEmpty();
  }

  @Test
  void aDatabaseOfAnotherKafkaIsRefused() {
    restore();
    List<StagePosition> before = positions.all();
    new KafkaClusterStore(database.dataSource(), Clock.systemUTC()).verify("another", "", "");

    assertThat(reconcile("--yes")).isEqualTo(2);

    assertThat(positions.all()).isEqualTo(before);
    assertThat(errors.toString())
        .startsWith("notifier: Name the Kafka and the database that belong together; nothing was")
        .contains("belongs to the Kafka cluster another");
  }

  @Test
  void aKafkaWhoseTopicsWereDeletedIsRefused() {
    restore();
    KafkaIdentity identity = KafkaIdentity.ask(admin, Duration.ofSeconds(30)).orElseThrow();
    KafkaClusterStore clusters = new KafkaClusterStore(database.dataSource(), Clock.systemUTC());
    clusters.verify(identity.clusterId(), identity.topicId(), "");
    assertThat(reconcile()).as("the same").isEqualTo(1);
    jdbc.update("update kafka_cluster set topic_id = 'deleted'");

    assertThat(reconcile("--yes")).isEqualTo(2);

    assertThat(errors.toString()).contains("no longer has the topics");
  }

  @Test
  void aSchemaThatIsOlderIsReported() {
    jdbc.execute("alter table stage_positions rename to later");
    try {
      assertThat(reconcile()).isEqualTo(1);
    } finally {
      jdbc.execute("alter table later rename to stage_positions");
    }

    assertThat(errors.toString())
        .contains("PostgreSQL cannot be read: check that it runs, and that its schema is migrated");
  }
}
