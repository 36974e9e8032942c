package dev.notifier.store.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.InParallel;
import dev.notifier.store.MigratedDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class UserStoreIT {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final UserStore.Limits MANY = new UserStore.Limits(100, 100);
  private static final int CALLERS = 16;

  private static Database database;
  private UserStore users;

  @BeforeAll
  static void start() {
    database = MigratedDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    JdbcClient.create(database.dataSource()).sql("truncate users cascade").update();
    users = new UserStore(database.dataSource(), InstantSource.fixed(NOW));
  }

  private static UserStore.NewUser user(String name) {
    return new UserStore.NewUser(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        "default",
        name,
        "Lan",
        List.of("viewer", "author"),
        List.of("export"));
  }

  @Test
  void aUserIsStoredAndChanged() {
    StoredUser stored = users.insert(user("lan"), "api", MANY).orElseThrow();

    assertThat(stored)
        .isEqualTo(
            new StoredUser(
                user("lan").id(),
                1,
                "default",
                "lan",
                "Lan",
                List.of("viewer", "author"),
                List.of("export"),
                NOW,
                "api",
                NOW,
                "api",
                null,
                null));
    assertThat(users.find(stored.id())).contains(stored);
    assertThat(users.findByName("lan")).contains(stored);
    StoredUser changed = users.update(stored, "minh").orElseThrow();
    assertThat(changed.version()).isEqualTo(2);
    assertThat(changed.changedBy()).isEqualTo("minh");
    assertThat(users.update(stored, "hoa")).as("another change was first").isEmpty();
  }

  @Test
  void aNameStaysWithItsUser() {
    users.insert(user("lan"), "api", MANY);
    UserStore.NewUser other =
        new UserStore.NewUser(
            new UUID(1, 1), "default", "lan", "Another Lan", List.of(), List.of());

    assertThat(users.insert(other, "api", MANY)).isEmpty();
    users.disable(user("lan").id(), "api");
    assertThat(users.insert(other, "api", MANY)).isEmpty();
    assertThat(users.find(user("lan").id()).orElseThrow().fullName()).isEqualTo("Lan");
  }

  @Test
  void aDisabledUserHasNoLinkAndIsEnabledOnce() {
    StoredUser stored = users.insert(user("lan"), "api", MANY).orElseThrow();
    new UserCredentialStore(database.dataSource())
        .putLink(stored.id(), new byte[] {1}, NOW.plusSeconds(60), true);
    UserOverviews overviews =
        new UserOverviews(database.dataSource(), InstantSource.fixed(NOW), Duration.ofMinutes(30));
    assertThat(overviews.find("lan").orElseThrow().linkExpiresAt()).isEqualTo(NOW.plusSeconds(60));

    StoredUser disabled = users.disable(stored.id(), "minh").orElseThrow();

    assertThat(disabled.isActive()).isFalse();
    assertThat(disabled.disabledBy()).isEqualTo("minh");
    assertThat(disabled.version()).isEqualTo(2);
    assertThat(users.disable(stored.id(), "hoa")).isEmpty();
    assertThat(overviews.find("lan").orElseThrow().linkExpiresAt()).isNull();
    assertThat(overviews.page("default", true, "", 9)).isEmpty();
    assertThat(overviews.page(null, false, "", 9)).hasSize(1);
    assertThat(overviews.page("son-la", null, "", 9)).isEmpty();
    StoredUser enabled = users.enable(disabled, "hoa", MANY).orElseThrow();
    assertThat(enabled.isActive()).isTrue();
    assertThat(users.enable(disabled, "hoa", MANY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"5, 100", "100, 5"})
  void parallelInsertsNeverExceedALimit(int active, int newInADay) throws Exception {
    UserStore.Limits limits = new UserStore.Limits(active, newInADay);

    List<Optional<StoredUser>> inserted =
        InParallel.calls(CALLERS, i -> users.insert(user("user" + i), "api", limits));

    assertThat(inserted.stream().filter(Optional::isPresent)).hasSize(5);
    assertThat(count("select count(*) from users")).isEqualTo(5);
  }

  @Test
  void parallelEnablingNeverExceedsTheLimit() throws Exception {
    List<StoredUser> disabled =
        InParallel.calls(
            CALLERS,
            i -> {
              users.insert(user("user" + i), "api", MANY);
              return users.disable(user("user" + i).id(), "api").orElseThrow();
            });

    List<Optional<StoredUser>> enabled =
        InParallel.calls(
            CALLERS, i -> users.enable(disabled.get(i), "api", new UserStore.Limits(5, 1)));

    assertThat(enabled.stream().filter(Optional::isPresent)).hasSize(5);
    assertThat(count("select count(*) from users where disabled_at is null")).isEqualTo(5);
  }

  private static long count(String sql) {
    return JdbcClient.create(database.dataSource()).sql(sql).query(Long.class).single();
  }
}
