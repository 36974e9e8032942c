package dev.notifier.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TestServicesIT {
  @Test
  void sentRecordsAreRead() throws Exception {
    TestKafka kafka = TestKafka.shared();
    kafka.deleteTopics();
    kafka.createTopic("one", 2, Map.of());
    kafka.send(List.of(new ProducerRecord<>("one", 1, null, new byte[] {7})));
    assertThat(kafka.committed("one")).hasSize(1);
    kafka.deleteTopics();
    kafka.createTopic("one", 2, Map.of());
    assertThat(kafka.committed("one")).isEmpty();
  }

  @Test
  void aFreshBrokerIsEmptyAndEndsWhenItIsClosed() throws Exception {
    TestKafka.shared().createTopic("on-the-shared-broker", 1, Map.of());
    TestKafka fresh = TestKafka.fresh();
    try (InterruptibleProxy proxy = fresh.newProxy();
        Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + proxy.port()))) {
      assertThat(admin.listTopics().names().get()).isEmpty();
    } finally {
      fresh.close();
    }
    String[] address = fresh.bootstrapServers().split(":", 2);
    InetAddress host = InetAddress.getByName(address[0]);
    assertThatThrownBy(() -> new Socket(host, Integer.parseInt(address[1])).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void topicsAreNotCreatedAutomatically() throws Exception {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("never-created", new byte[] {7});
    Map<String, Object> settings =
        Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers(), "max.block.ms", "2000");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      assertThatThrownBy(() -> producer.send(record).get())
          .hasCauseInstanceOf(TimeoutException.class);
    }
    assertThat(TestKafka.shared().admin().listTopics().names().get())
        .doesNotContain("never-created");
  }

  @Test
  void aDatabaseIsACopyOfItsTemplateWhichIsFilledOnce() throws Exception {
    TestPostgres postgres = TestPostgres.shared();
    AtomicInteger filled = new AtomicInteger();
    Consumer<String> fill =
        url -> {
          filled.incrementAndGet();
          run(url, "create table things (id int)");
        };

    String first = postgres.newDatabase("with_things", fill);
    String second = postgres.newDatabase("with_things", fill);

    run(postgres.url(first), "insert into things values (1)");
    try (HikariDataSource one = postgres.pool(first);
        HikariDataSource two = postgres.pool(second)) {
      assertThat(things(one)).isEqualTo(1);
      assertThat(things(two)).isZero();
    }
    assertThat(filled).hasValue(1);
  }

  @Test
  void aDatabaseThatIsNotUsedIsDroppedAfterManyOthers() throws Exception {
    TestPostgres postgres = TestPostgres.shared();
    String unused = postgres.newDatabase();
    String used = postgres.newDatabase();
    try (HikariDataSource pool = postgres.pool(used)) {
      run(postgres.url(used), "create table things (id int)");
      assertThat(things(pool)).isZero();
      for (int i = 0; i < 25; i++) {
        postgres.newDatabase();
      }
      assertThat(things(pool)).isZero();
    }
    assertThatThrownBy(() -> run(postgres.url(unused), "select 1"))
        .hasMessageContaining("does not exist");
  }

  @Test
  void aTemplateThatCouldNotBeFilledIsFilledAgain() {
    TestPostgres postgres = TestPostgres.shared();
    Consumer<String> failing =
        url -> {
          run(url, "create table things (id int)");
          throw new IllegalStateException("expected");
        };
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> postgres.newDatabase("failing", failing)).hasMessage("expected");
    }
  }

  @Test
  void anInterruptedProxyDisconnectsThePool() throws Exception {
    TestPostgres postgres = TestPostgres.shared();
    String database = postgres.newDatabase();
    run(postgres.url(database), "create table things (id int)");
    try (InterruptibleProxy proxy = postgres.newProxy();
        HikariDataSource pool = TestPostgres.pool(database, proxy)) {
      assertThat(things(pool)).isZero();
      proxy.interrupt();
      assertThatThrownBy(() -> things(pool)).isInstanceOf(SQLException.class);
      proxy.restore();
      assertThat(things(pool)).isZero();
    }
  }

  private static void run(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url, TestPostgres.USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int things(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from things")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
