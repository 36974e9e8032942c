package dev.notifier.worker.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.store.optouts.OptOutStatement;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import dev.notifier.store.optouts.OptOutStore;
import dev.notifier.worker.inbound.StatedScopes.Keyword;
import dev.notifier.worker.testing.PipelineDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two keywords of one person are often read in one batch: the first one is not stored yet. */
class StatedScopesIT {
  private static final UUID PERSON = new UUID(1, 2);

  private final HikariDataSource database = PipelineDatabase.newPool();
  private final StatedScopes scopes = new StatedScopes(new OptOutStore(database));

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatWasJustStoppedForOneTenantIsAllowedForAll() {
    assertThat(
            scopes.of(
                new Keyword(PERSON, "default", true),
                OptOutPurpose.GENERAL_INFO,
                List.of(stated("hanoi", true), stated("hanoi~test", true), stated("hue", false))))
        .containsExactly("*", "hanoi");
  }

  @Test
  void theNewestStatementOfTheBatchSaysWhetherMessagesStayStopped() {
    Keyword keyword = new Keyword(PERSON, "hanoi", true);

    assertThat(scopes.stayStopped(keyword, List.of())).isFalse();
    assertThat(scopes.stayStopped(keyword, List.of(stated("*", true)))).isTrue();
    assertThat(scopes.stayStopped(keyword, List.of(stated("*", true), stated("*", false))))
        .isFalse();
  }

  private static OptOutStatement stated(String scope, boolean optedOut) {
    return new OptOutStatement(
        PERSON,
        null,
        scope,
        OptOutPurpose.GENERAL_INFO,
        optedOut,
        Instant.parse("2026-12-01T08:00:00Z"),
        new Evidence(scope, "person", "sms", null, null));
  }
}
