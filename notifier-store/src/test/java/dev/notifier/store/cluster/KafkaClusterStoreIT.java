package dev.notifier.store.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.store.positions.ReadRanges;
import dev.notifier.store.positions.ReadRanges.Range;
import dev.notifier.testing.TestPostgres;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class KafkaClusterStoreIT {
  private static final String A = "cluster-A";
  private static final String B = "cluster-B";
  private static final String NO_TOPIC = "";

  private final Database database = MigratedDatabase.create();
  private final KafkaClusterStore store =
      new KafkaClusterStore(database.dataSource(), Clock.systemUTC());

  @BeforeEach
  void theFirstClusterIsRecordedBeforeItHasTopics() {
    store.verify(A, NO_TOPIC, "");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theSameClusterIsAcceptedAndItsTopicsAreRecorded() {
    store.verify(A, "topic-1", "");

    assertThatCode(() -> store.verify(A, "topic-1", "")).doesNotThrowAnyException();
    assertRefused(A, "topic-2", "cluster-A no longer has the topics");
    assertRefused(A, NO_TOPIC, "cluster-A no longer has the topics");
  }

  @Test
  void anotherClusterIsRefusedWhateverItsTopicsAre() {
    assertRefused(B, NO_TOPIC, "belongs to the Kafka cluster cluster-A");
    store.verify(A, "topic-1", "");

    assertRefused(B, "topic-1", "belongs to the Kafka cluster cluster-A");
    assertRefused(B, "topic-2", "set notifier.postgres.accept-kafka-cluster to cluster-B");
    assertThatCode(() -> store.verify(A, "topic-1", "")).as("unchanged").doesNotThrowAnyException();
  }

  @Test
  void anOperatorCanAcceptExactlyOneCluster() {
    assertThatThrownBy(() -> store.verify(B, "topic-2", "cluster-C"))
        .isInstanceOf(OtherKafkaClusterException.class);

    store.verify(B, "topic-2", B);

    assertThatCode(() -> store.verify(B, "topic-2", "")).doesNotThrowAnyException();
    assertRefused(A, NO_TOPIC, "belongs to the Kafka cluster cluster-B");
    store.verify(B, NO_TOPIC, B + "/2");
    store.verify(B, "topic-3", "");
    assertRefused(B, "topic-2", "no longer has the topics");
  }

  @Test
  void aSettingThatIsForgottenAcceptsNothingAgain() {
    store.verify(A, "topic-1", "");
    store.verify(A, NO_TOPIC, A);
    store.verify(A, NO_TOPIC, A);
    store.verify(A, "topic-2", A);

    assertThatThrownBy(() -> store.verify(A, "topic-3", A))
        .isInstanceOf(OtherKafkaClusterException.class)
        .hasMessageContaining("set notifier.postgres.accept-kafka-cluster to cluster-A/2");
    assertThatCode(() -> store.verify(A, "topic-2", A)).as("unchanged").doesNotThrowAnyException();
    store.verify(A, "topic-3", A + "/2");
    assertRefused(A, "topic-4", "set notifier.postgres.accept-kafka-cluster to cluster-A/3");
    store.verify(B, "topic-1", B);
    assertRefused(A, "topic-3", "set notifier.postgres.accept-kafka-cluster to cluster-A");
  }

  @Test
  void aSettingWithoutEffectIsLoggedOnceAsAWarning() {
    Logger logger = (Logger) LoggerFactory.getLogger(KafkaClusterStore.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      store.verify(A, "topic-1", "");
      store.verify(A, "topic-2", A);
      store.verify(A, "topic-2", A);
      assertThat(log.list).as("it had an effect at this start").isEmpty();
      KafkaClusterStore nextStart = new KafkaClusterStore(database.dataSource(), Clock.systemUTC());
      nextStart.verify(A, "topic-2", A);
      nextStart.verify(A, "topic-2", A);

      assertThat(log.list)
          .singleElement()
          .satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage())
                .contains("notifier.postgres.accept-kafka-cluster", "Remove it");
          });
    } finally {
      logger.detachAppender(log);
    }
  }

  /** They refer to the topics of the former cluster. */
  @Test
  void anAcceptanceForgetsThePositions() {
    PositionStore positions = new PositionStore(database.dataSource());
    store.verify(A, "topic-1", "");
    positions.adopt(
        new ReadRanges("group", "topic", new UUID(1, 1), List.of(new Range(0, 10, 20))));

    store.verify(A, "topic-1", "");
    assertRefused(A, "topic-2", "no longer has the topics");
    assertThat(positions.all()).as("nothing was accepted").hasSize(1);

    store.verify(A, "topic-2", A);

    assertThat(positions.all()).isEmpty();
  }

  @Test
  void aCheckRecordsAndAcceptsNothing() {
    store.check(A, "topic-1");
    store.check(A, "topic-2");
    store.verify(A, "topic-1", "");
    store.check(A, "topic-1");

    assertThatThrownBy(() -> store.check(A, "topic-2"))
        .isInstanceOf(OtherKafkaClusterException.class)
        .hasMessageContaining("no longer has the topics");
    assertThatThrownBy(() -> store.check(B, "topic-1"))
        .isInstanceOf(OtherKafkaClusterException.class)
        .hasMessageContaining("belongs to the Kafka cluster cluster-A");
    try (Database fresh = MigratedDatabase.create()) {
      KafkaClusterStore unclaimed = new KafkaClusterStore(fresh.dataSource(), Clock.systemUTC());
      unclaimed.check(A, "topic-1");
      assertThatCode(() -> unclaimed.verify(B, "topic-2", "")).doesNotThrowAnyException();
    }
  }

  @Test
  void aDatabaseWithoutSchemaIsLeftAlone() {
    TestPostgres postgres = TestPostgres.shared();
    try (var empty = postgres.pool(postgres.newDatabase())) {
      KafkaClusterStore unmigrated = new KafkaClusterStore(empty, Clock.systemUTC());

      assertThatCode(() -> unmigrated.verify(A, NO_TOPIC, "")).doesNotThrowAnyException();
      assertThatCode(() -> unmigrated.verify(B, NO_TOPIC, "")).doesNotThrowAnyException();
      assertThatCode(() -> unmigrated.check(B, NO_TOPIC)).doesNotThrowAnyException();
    }
  }

  @Test
  void ofTwoClustersThatClaimADatabaseAtTheSameTimeOneWins() throws Exception {
    try (Database fresh = MigratedDatabase.create();
        var threads = Executors.newFixedThreadPool(2)) {
      KafkaClusterStore unclaimed = new KafkaClusterStore(fresh.dataSource(), Clock.systemUTC());
      List<Callable<Boolean>> claims = new ArrayList<>();
      for (String cluster : List.of(A, B)) {
        claims.add(() -> isAccepted(unclaimed, cluster));
      }
      int accepted = 0;
      for (Future<Boolean> claim : threads.invokeAll(claims)) {
        accepted += claim.get() ? 1 : 0;
      }

      assertThat(accepted).isOne();
    }
  }

  private static boolean isAccepted(KafkaClusterStore store, String cluster) {
    try {
      store.verify(cluster, NO_TOPIC, "");
      return true;
    } catch (OtherKafkaClusterException e) {
      return false;
    }
  }

  private void assertRefused(String cluster, String topic, String expected) {
    assertThatThrownBy(() -> store.verify(cluster, topic, ""))
        .isInstanceOf(OtherKafkaClusterException.class)
        .hasMessageContaining(expected);
  }
}
