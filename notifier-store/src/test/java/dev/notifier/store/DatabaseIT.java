package dev.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.testing.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class DatabaseIT {
  @Test
  void applicationsThatStartTogetherMigrateOnce() throws Exception {
    String url = MigratedDatabase.newUrl();
    try (Database api = open(url);
        Database worker = open(url);
        var threads = Executors.newFixedThreadPool(2)) {
      List<Callable<Integer>> starts = new ArrayList<>();
      for (Database database : List.of(api, worker)) {
        starts.add(database::migrate);
      }
      int applied = 0;
      for (var start : threads.invokeAll(starts)) {
        applied += start.get();
      }

      assertThat(applied).isPositive();
      assertThat(api.migrate()).isZero();
      assertThat(new NotificationLookup(worker).find("default", "/none", "0")).isEmpty();
    }
  }

  @Test
  void openingDoesNotNeedTheServerAndAskingSaysThatItIsAway() {
    try (Database database = open("jdbc:postgresql://127.0.0.1:1/none")) {
      NotificationLookup lookup = new NotificationLookup(database);

      assertThat(lookup.answers()).isFalse();
      assertThatThrownBy(() -> lookup.find("default", "/none", "0"))
          .isInstanceOf(DataAccessException.class);
      assertThatThrownBy(database::migrate).isInstanceOf(FlywayException.class);
    }
  }

  @Test
  void thePasswordIsNeverShown() {
    assertThat(settings("jdbc:postgresql://127.0.0.1:1/none").toString()).doesNotContain("hidden");
  }

  private static Database open(String url) {
    return Database.open(settings(url));
  }

  private static Database.Settings settings(String url) {
    return new Database.Settings(
        url, TestPostgres.USER, "hidden", "test", 2, Duration.ofSeconds(2));
  }
}
