package dev.notifier.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.RecordSignatures;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.kafka.EmbeddedKafka;
import dev.notifier.local.postgres.MigratedPostgres;
import dev.notifier.store.Database;
import dev.notifier.store.audit.AuditChain;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditEntry.Actor;
import dev.notifier.store.audit.AuditEntry.ActorKind;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.audit.AuditLog;
import dev.notifier.worker.audit.AuditHeads;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The command on a PostgreSQL that runs in a home. */
class AuditCommandIT {
  private static final String PASSWORD = "of this test";

  @TempDir private static Path directory;

  private static Path home;
  private static String url = "";
  private static EmbeddedKafka kafka;
  private static Database database;
  private static JdbcTemplate jdbc;
  private static AuditKey key;

  private final StringWriter errors = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    home = directory.resolve("home");
    kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0, PASSWORD);
    url = MigratedPostgres.withLogin(MigratedPostgres.newDatabase());
    database = Database.open(new Database.Settings(url, "", "", "test", 2, Duration.ofSeconds(30)));
    jdbc = new JdbcTemplate(database.dataSource());
    createEarlierMonths();
    HomeDirectory opened = HomeDirectory.open(home);
    key = AuditKey.of(opened.secret("privacy-key"));
  }

  /** In the first hours of a month, a row of two hours ago is older than its partition. */
  private static void createEarlierMonths() {
    jdbc.execute(
        Objects.requireNonNull(
            jdbc.queryForObject(
                "select format('create table audit_earlier partition of audit for values"
                    + " from (minvalue) to (%L)', lowest_id(min(month))) from audit_months() month",
                String.class)));
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
    kafka.close();
  }

  @BeforeEach
  void chain() throws Exception {
    createTopic();
    configureKafka(kafka.bootstrapServers());
    jdbc.execute("truncate audit, audit_blocks, audit_pending");
    append("one", "two");
    new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
        .executeWithoutResult(_ -> new AuditChain(database.dataSource(), key).chain(10));
    noteEnd();
  }

  private static void noteEnd() throws Exception {
    String[] head = head().split(":", -1);
    note(Long.parseLong(head[0]), head[1]);
  }

  /** Empty = none. */
  private static void configureKafka(String servers) throws Exception {
    var endpoints = HomeDirectory.open(home).endpoints();
    endpoints.put(Map.of("kafka", servers, "kafkaPassword", PASSWORD, "postgres", url));
    if (servers.isEmpty()) {
      endpoints.remove(List.of("kafka", "kafkaPassword"));
    }
  }

  /** Without records. */
  private static void createTopic() throws Exception {
    try (Admin admin = new KafkaClients(kafka.connection(), "test").admin("test")) {
      if (admin.listTopics().names().get(30, TimeUnit.SECONDS).contains(Topics.AUDIT_HEADS)) {
        TopicPartition partition = new TopicPartition(Topics.AUDIT_HEADS, 0);
        admin
            .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
            .all()
            .get(30, TimeUnit.SECONDS);
      } else {
        admin
            .createTopics(List.of(new NewTopic(Topics.AUDIT_HEADS, 1, (short) 1)))
            .all()
            .get(30, TimeUnit.SECONDS);
      }
    }
  }

  /** As a worker does. */
  private static void note(long block, String hash) throws Exception {
    note(block, hash, HomeDirectory.open(home).secret("privacy-key"));
  }

  private static void note(long block, String hash, String privacyKey) throws Exception {
    KafkaClients clients =
        new KafkaClients(
            kafka.connection(), "test", RecordSignatures.of(privacyKey, Clock.systemUTC()));
    try (AuditHeads heads = new AuditHeads(clients, System::nanoTime)) {
      heads.start();
      assertThat(heads.awaitComplete(Duration.ofSeconds(60))).isTrue();
      heads.accept(new AuditChain.Head(block, hash));
    }
  }

  private static void append(String... operations) {
    new AuditLog(database.dataSource())
        .append(
            Stream.of(operations)
                .map(operation ->
                    new AuditEntry(
                        "default",
                        new Actor("lan", ActorKind.CONFIGURED_KEY),
                        operation,
                        Outcome.DONE,
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        List.of()))
                .toList());
  }

  private int verify(String... options) {
    return run("verify", options);
  }

  private int run(String command, String... options) {
    String[] arguments = new String[options.length + 4];
    arguments[0] = "audit";
    arguments[1] = command;
    arguments[2] = "--home";
    arguments[3] = home.toString();
    System.arraycopy(options, 0, arguments, 4, options.length);
    return NotifierCli.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
  }

  private static String head() {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select number || ':' || encode(substr(hashes, octet_length(hashes) - 31), 'hex')"
                + " from audit_blocks order by number desc limit 1",
            String.class));
  }

  @Test
  void anIntactAuditIsReported() {
    append("new");

    assertThat(verify()).isZero();
    assertThat(verify("--head", head())).isZero();

    assertThat(errors.toString()).isEmpty();
  }

  @Test
  void anAuditThatWasChangedIsReported() {
    jdbc.execute("alter table audit disable trigger audit_append_only");
    jdbc.update("update audit set actor = 'minh' where operation = 'two'");
    jdbc.execute("alter table audit enable trigger audit_append_only");

    assertThat(verify()).isEqualTo(1);
  }

  @Test
  void rowsThatAreNotChainedAreReported() {
    jdbc.update(
        """
        with old as (
          insert into audit (id, tenant, actor, actor_kind, operation, outcome)
          values (uuidv7(interval '-2 minutes'), 'default', 'a', 'system', 'o', 'done') returning id)
        insert into audit_pending select id from old
        """);

    assertThat(verify()).isEqualTo(1);
  }

  @Test
  void rowsThatWereChainedLateHaveACodeOfTheirOwn() {
    jdbc.update(
        """
        with old as (
          insert into audit (id, tenant, actor, actor_kind, operation, outcome)
          values (uuidv7(interval '-2 hours'), 'default', 'a', 'system', 'o', 'done') returning id)
        insert into audit_pending select id from old
        """);
    new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
        .executeWithoutResult(_ -> new AuditChain(database.dataSource(), key).chain(10));

    assertThat(verify()).isEqualTo(3);
    assertThat(verify("--accept-late")).isZero();
  }

  @Test
  void anotherHeadIsReported() {
    assertThat(verify("--head", "1:" + "0".repeat(64))).isEqualTo(1);
    assertThat(verify("--head", "9:" + "0".repeat(64))).isEqualTo(1);
    assertThat(verify("--head", "x")).isEqualTo(2);
    assertThat(errors.toString()).contains("x is no end of the chain");
  }

  @Test
  void theEndThatIsNotedOnKafkaIsCompared() throws Exception {
    String[] head = head().split(":", -1);
    note(Long.parseLong(head[0]), head[1]);
    assertThat(verify()).isZero();
    assertThat(run("accept-restored")).isZero();

    note(Long.parseLong(head[0]) + 1, head[1]);
    assertThat(verify()).isEqualTo(1);
  }

  @Test
  void aRestoredAuditIsAcceptedWithAnEntry() throws Exception {
    note(77, "0".repeat(64));

    assertThat(run("accept-restored")).isEqualTo(1);
    assertThat(accepted()).isEmpty();
    assertThat(run("accept-restored", "--yes")).isZero();

    assertThat(accepted()).singleElement().asString().contains("\"missingBlock\":77");
    assertThat(verify()).isZero();
    assertThat(run("accept-restored")).isZero();
  }

  @Test
  void aTopicWithoutANotedEndIsNoSuccess() throws Exception {
    createTopic();

    assertThat(verify()).isEqualTo(4);
    assertThat(verify("--without-kafka")).isZero();
    assertThat(run("accept-restored")).isEqualTo(4);
    assertThat(accepted()).isEmpty();
    assertThat(run("accept-restored", "--yes")).isZero();
    assertThat(verify("--accept-late")).isZero();
  }

  @Test
  void recordsOfAnotherPrivacyKeyAreAnError() throws Exception {
    note(1, "0".repeat(64), "another privacy key of the tests");

    assertThat(verify()).isEqualTo(1);
    assertThat(run("accept-restored", "--yes")).isEqualTo(1);

    assertThat(errors.toString()).contains("not signed with this notifier.privacy-key");
    assertThat(accepted()).isEmpty();
  }

  @Test
  void aKafkaThatCannotBeReadHasACodeOfItsOwn() throws Exception {
    configureKafka("127.0.0.1:1");

    assertThat(verify()).isEqualTo(4);
    assertThat(verify("--without-kafka")).isZero();
    assertThat(run("accept-restored")).isEqualTo(1);
    assertThat(errors.toString()).contains("Kafka cannot be read");
  }

  @Test
  void withoutKafkaNothingIsSaidAboutReadingIt() throws Exception {
    configureKafka("");

    assertThat(verify()).isEqualTo(4);
    assertThat(run("accept-restored")).isEqualTo(1);
    assertThat(errors.toString()).contains("No Kafka is configured");
  }

  /** A worker may have seen more than was noted. */
  @Test
  void anEndThatTheChainHasIsAcceptedWithAnEntryToo() throws Exception {
    String[] head = head().split(":", -1);
    note(Long.parseLong(head[0]), head[1]);

    assertThat(run("accept-restored", "--yes")).isZero();

    assertThat(accepted()).containsExactly("{\"end\":1}");
  }

  private static List<@Nullable String> accepted() {
    return jdbc.queryForList(
        "select detail::text from audit where operation = 'acceptRestoredAudit'", String.class);
  }
}
