package dev.notifier.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.partitions.DayPartitions.Table;
import dev.notifier.store.partitions.PartitionStore;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.testing.PipelineDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class PartitionMaintenanceIT {
  private final HikariDataSource database = PipelineDatabase.newPool();
  private final PartitionStore store = new PartitionStore(database);
  private final PartitionMaintenance maintenance = new PartitionMaintenance(store);
  private final LocalDate today = store.today();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void createsThePartitionsOfTheNextTwoWeeks() {
    LocalDate inAWeek = today.plusDays(7);
    JobStep.Done done = (JobStep.Done) step(inAWeek);
    assertThat(done.progress().done())
        .as("seven days of two tables, and a week of the third")
        .isEqualTo(15);
    assertThat(exists("notifications", inAWeek.plusDays(14))).isTrue();
    assertThat(exists("event_digests", inAWeek.plusDays(14))).isTrue();
    assertThat(exists("business_keys", Table.BUSINESS_KEYS.firstDay(inAWeek.plusDays(14))))
        .isTrue();
    assertThat(((JobStep.Done) step(inAWeek)).progress().done()).isZero();
  }

  private JobStep step(LocalDate day) {
    Instant now = day.atTime(0, 0, 1).toInstant(ZoneOffset.UTC);
    LeasedJob.Lease lease = new LeasedJob.Lease("a", now.atOffset(ZoneOffset.UTC), false);
    return maintenance.step(
        new LeasedJob(
            new UUID(0, 1), null, "partitions", true, null, null, 0, null, 0, now, lease));
  }

  private boolean exists(String table, LocalDate day) {
    return Boolean.TRUE.equals(
        new JdbcTemplate(database)
            .queryForObject(
                "select to_regclass(?) is not null",
                Boolean.class,
                table + "_" + day.toString().replace("-", "")));
  }
}
