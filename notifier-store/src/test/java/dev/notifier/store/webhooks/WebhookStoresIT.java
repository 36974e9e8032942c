package dev.notifier.store.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.webhooks.Webhook.Reason;
import dev.notifier.store.webhooks.WebhookProgress.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class WebhookStoresIT {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final WebhookStore.Limits LIMITS = new WebhookStore.Limits(10, 12);

  private static Database database;
  private static JdbcTemplate jdbc;
  private static WebhookStore store;
  private static WebhookOutcomes outcomes;
  private static WebhookLeases first;
  private static WebhookLeases second;

  @BeforeAll
  static void open() {
    database = MigratedDatabase.create();
    jdbc = new JdbcTemplate(database.dataSource());
    store = new WebhookStore(database.dataSource(), Clock.systemUTC());
    outcomes = new WebhookOutcomes(database.dataSource());
    first = new WebhookLeases(database.dataSource(), "first", LEASE);
    second = new WebhookLeases(database.dataSource(), "second", LEASE);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void clear() {
    jdbc.update("delete from webhooks");
    jdbc.update("delete from webhook_workers");
  }

  private static boolean add(String id, String tenant) {
    return store.insert(
        new Webhook(
            id,
            1,
            tenant,
            "name",
            "https://portal.example",
            WebhookFilter.ALL,
            1,
            List.of(new SealedSecret("sealed", null)),
            null,
            new Webhook.Replay(1, NOW),
            0),
        "lan",
        LIMITS);
  }

  private static StoredWebhook find(String id) {
    return store.find("t", id).orElseThrow();
  }

  private static Set<String> ids(List<StoredWebhook> webhooks) {
    return webhooks.stream().map(each -> each.webhook().id()).collect(Collectors.toSet());
  }

  @Test
  void countsTheWebhooksOfATenantAndOfAll() {
    for (int i = 0; i < 10; i++) {
      assertThat(add("t" + i, "t")).isTrue();
    }

    assertThat(add("t10", "t")).isFalse();
    assertThat(add("u0", "u")).isTrue();
    assertThat(add("u1", "u")).isTrue();
    assertThat(add("v0", "v")).isFalse();
    assertThat(store.page("t", "t3", 3))
        .extracting(each -> each.webhook().id())
        .containsExactly("t4", "t5", "t6");
    assertThat(store.find("u", "t1")).isEmpty();
    assertThat(store.delete("u", "t1")).isFalse();
    assertThat(store.delete("t", "t1")).isTrue();
  }

  @Test
  void workersShareTheWebhooksAndTakeThoseOfAWorkerThatEnds() {
    for (int i = 0; i < 4; i++) {
      add("w" + i, "t");
    }
    assertThat(first.renew(Set.of())).hasSize(4);
    assertThat(second.renew(Set.of())).isEmpty();
    assertThat(first.share()).isEqualTo(2);

    first.release("w0");
    first.release("w1");
    assertThat(ids(second.renew(Set.of()))).containsExactlyInAnyOrder("w0", "w1");
    assertThat(ids(first.renew(Set.of("w2", "w3")))).containsExactlyInAnyOrder("w2", "w3");

    jdbc.update("update webhook_progress set leased_until = now() where owner = 'first'");
    jdbc.update("delete from webhook_workers where name = 'first'");
    assertThat(second.renew(Set.of("w0", "w1"))).hasSize(4);
  }

  @Test
  void theWebhooksOfASuspendedTenantAreSuspended() {
    add("d", "default");
    add("w", "t");
    outcomes.suspend("d", Reason.FAILING);
    try {
      jdbc.update("update tenants set suspended = true where id = 'default'");
      assertThat(first.renew(Set.of()))
          .extracting(each -> {
            Webhook.Suspension suspension = each.webhook().suspension();
            return suspension == null ? null : suspension.reason();
          })
          .containsExactly(Reason.COMMAND, null);
    } finally {
      jdbc.update("update tenants set suspended = false where id = 'default'");
    }
    assertThat(Objects.requireNonNull(first.renew(Set.of()).getFirst().webhook().suspension()))
        .extracting(Webhook.Suspension::reason)
        .isEqualTo(Reason.FAILING);
  }

  @Test
  void onlyTheOwnerWritesTheProgress() {
    add("w", "t");
    first.renew(Set.of());
    WebhookProgress progress =
        new WebhookProgress(
            1,
            2,
            NOW,
            NOW,
            null,
            new Attempt(3, NOW, NOW, NOW, null, 500, "status 500", NOW),
            7,
            8,
            new WebhookProgress.Test(NOW, 204, null));

    second.save(List.of(new WebhookLeases.Saved("w", progress)));
    assertThat(find("w").progress()).isEqualTo(WebhookProgress.NONE);
    first.save(List.of(new WebhookLeases.Saved("w", progress)));

    assertThat(find("w").progress()).isEqualTo(progress);
  }

  @Test
  void suspensionsOfTheWorkerEndWithASuccessAndThoseOfACallerDoNot() {
    add("w", "t");
    outcomes.suspend("w", Reason.FAILING);
    assertThat(reason()).isEqualTo(Reason.FAILING);
    outcomes.resume("w");
    assertThat(reason()).isNull();

    outcomes.suspend("w", Reason.FAILING);
    outcomes.suspend("w", Reason.REFUSING);
    assertThat(reason()).isEqualTo(Reason.FAILING);
    outcomes.suspend("w", Reason.GONE);
    assertThat(reason()).isEqualTo(Reason.GONE);
    assertThat(store.suspend("t", "w", "lan")).isTrue();
    outcomes.suspend("w", Reason.GONE);
    assertThat(store.suspend("t", "w", "lan")).isFalse();
    outcomes.suspend("w", Reason.FAILING);
    outcomes.resume("w");
    assertThat(reason()).isEqualTo(Reason.COMMAND);
    assertThat(store.resume("u", "w", "lan")).isFalse();
    assertThat(store.resume("t", "w", "lan")).isTrue();
    assertThat(store.resume("t", "w", "lan")).isFalse();
  }

  private static @Nullable Reason reason() {
    Webhook.Suspension suspension = find("w").webhook().suspension();
    return suspension == null ? null : Objects.requireNonNull(suspension.reason());
  }

  @Test
  void theNewestFailuresAreKept() {
    add("w", "t");
    add("other", "t");
    outcomes.addFailures("other", List.of(failure("kept", 404)));
    jdbc.update(
        """
        insert into webhook_failures
          (webhook_id, event_id, notification_id, state, state_at, failed_at, attempts, error)
        select 'w', 'old', uuidv7(), 'DELIVERED', now(), now(), 5, 'status 410'
        from generate_series(1, 10000)
        """);
    outcomes.addFailures("w", List.of(failure("a", 404), failure("b", null)));

    assertThat(store.failures("w", Long.MAX_VALUE, 2))
        .extracting(WebhookFailure::eventId)
        .containsExactly("b", "a");
    long second = store.failures("w", Long.MAX_VALUE, 2).getLast().id();
    assertThat(store.failures("w", second, 1).getFirst().eventId()).isEqualTo("old");
    assertThat(count("w")).isEqualTo(10_000);
    assertThat(count("other")).isEqualTo(1);
    outcomes.addFailures("deleted", List.of(failure("a", 404)));
  }

  private static long count(String id) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select count(*) from webhook_failures where webhook_id = ?", Long.class, id));
  }

  private static WebhookFailure failure(String event, @Nullable Integer status) {
    return new WebhookFailure(
        0, event, new UUID(1, 2), "DELIVERED", NOW, Instant.now(), 5, status, "status 404");
  }
}
