package dev.notifier.store.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import dev.notifier.store.positions.ReadRanges;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A notification has the audience of its text, whichever statement stores it. */
class PlannedAudienceIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final ReadRanges TOPIC = new ReadRanges("", "", new UUID(1, 1), List.of());

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 200})
  void theAudienceIsStored(int events) throws SQLException {
    new PlanStore(DATABASE.dataSource(), missing -> {})
        .store(TOPIC, now, IntStream.range(0, events).mapToObj(i -> event(events, i)).toList());
    assertThat(
            new JdbcTemplate(DATABASE.dataSource())
                .queryForList(
                    """
                    select concat_ws(' ', tenant, audience, count(*)) from notifications
                    where tenant = ? group by tenant, audience order by 1
                    """,
                    String.class,
                    "t" + events))
        .containsExactly(
            "t" + events + " " + events / 2, "t" + events + " WORKER,K1 " + events / 2);
  }

  private PlannedEvent event(int events, int number) {
    String id = events + "-" + number;
    return new PlannedEvent(
        EventDigest.of("t", "/source", id),
        now,
        0,
        number,
        Replaces.NOTHING,
        null,
        new PlannedNotification(
            new PlannedNotification.Event(
                "t" + events,
                "/source",
                id,
                "type",
                Lane.NORMAL,
                Category.SERVICE,
                null,
                now,
                null),
            "+84912345678",
            new PlannedNotification.Message(
                new TemplateRef("t", 1, "vi"),
                "route",
                "GSM7",
                "text",
                1,
                null,
                number % 2 == 0 ? "WORKER,K1" : null),
            NotificationState.PLANNED,
            null,
            null,
            now),
        null,
        null);
  }
}
