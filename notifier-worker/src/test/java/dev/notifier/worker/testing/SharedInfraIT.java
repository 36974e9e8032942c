package dev.notifier.worker.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class SharedInfraIT {
  @Test
  void recordsThatWereSentAreRead() throws Exception {
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
  void aPulledPlugCutsThePoolOff() throws Exception {
    TestPostgres postgres = TestPostgres.shared();
    try (Plug plug = new Plug(postgres.port());
        HikariDataSource pool = TestPostgres.pool(plug.port(), postgres.newDatabase())) {
      assertThat(notifications(pool)).isZero();
      plug.pull();
      assertThatThrownBy(() -> notifications(pool)).isInstanceOf(SQLException.class);
      plug.putIn();
      assertThat(notifications(pool)).isZero();
    }
  }

  private static int notifications(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from notifications")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
