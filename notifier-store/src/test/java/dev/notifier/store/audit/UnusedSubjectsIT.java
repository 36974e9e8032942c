package dev.notifier.store.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.audit.AuditSubjects.Subject;
import dev.notifier.store.audit.UnusedSubjects.Page;
import dev.notifier.store.audit.UnusedSubjects.Position;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class UnusedSubjectsIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final AuditKey KEY = AuditKey.of("a privacy key of the tests");
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String OLD = "2020-02-02T00:00Z";

  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
  private final AuditLog log = new AuditLog(DATABASE.dataSource());
  private final AuditSubjects subjects = new AuditSubjects(DATABASE.dataSource(), KEY);
  private final UnusedSubjects unused = new UnusedSubjects(DATABASE.dataSource());
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void clear() {
    jdbc.execute("truncate audit, audit_blocks, audit_pending, audit_subjects");
  }

  private static Subject subject(String number) {
    return new Subject("default", "phone", number);
  }

  private UUID create(Subject subject, String createdAt) {
    UUID ref =
        Objects.requireNonNull(
            transaction.execute(_ -> subjects.refs(List.of(subject)).get(subject)));
    jdbc.update(
        "update audit_subjects set created_at = ?::timestamptz where ref = ?", createdAt, ref);
    return ref;
  }

  private void lookUp(UUID ref) {
    log.append(AuditChainIT.entry("export").about(ref));
  }

  private Page delete(Position after, int maxRows) {
    return Objects.requireNonNull(transaction.execute(_ -> unused.delete(after, maxRows)));
  }

  private List<@Nullable UUID> stored() {
    return jdbc.queryForList("select ref from audit_subjects order by created_at", UUID.class);
  }

  @Test
  void onlyOldOnesThatNoEntryNamesAreDeleted() {
    create(subject("1"), OLD);
    UUID named = create(subject("2"), OLD);
    lookUp(named);
    UUID young = create(subject("3"), "2999-01-01T00:00Z");

    assertThat(delete(Position.START, 9)).isEqualTo(new Page(1, null));

    assertThat(stored()).containsExactly(named, young);
    assertThat(subjects.find(subject("1"))).isEmpty();
  }

  @Test
  void pagesContinueBehindThoseThatAreNamed() {
    for (int i = 0; i < 5; i++) {
      UUID ref = create(subject("" + i), OLD);
      if (i % 2 == 0) {
        lookUp(ref);
      }
    }
    int pages = 0;
    int deleted = 0;
    Position position = Position.START;
    while (position != null) {
      Page page = delete(position, 2);
      deleted += page.deleted();
      position = page.next();
      pages++;
    }

    assertThat(pages).isEqualTo(3);
    assertThat(deleted).isEqualTo(2);
    assertThat(stored()).hasSize(3);
  }

  /** A lock writes the row. */
  @Test
  void thoseThatAreNamedAreNotLocked() {
    lookUp(create(subject("1"), OLD));

    delete(Position.START, 9);

    assertThat(jdbc.queryForObject("select xmax::text from audit_subjects", String.class))
        .isEqualTo("0");
  }

  /** The entry of the look-up is not committed yet, so the job cannot see it. */
  @Test
  void whatALookupUsesIsKept() {
    Subject subject = subject("1");
    UUID ref = create(subject, OLD);

    transaction.executeWithoutResult(_ -> {
      assertThat(subjects.refs(List.of(subject))).containsEntry(subject, ref);
      FutureTask<Page> job = new FutureTask<>(() -> delete(Position.START, 9));
      Thread.ofPlatform().start(job);
      assertThat(job).succeedsWithin(LIMIT).isEqualTo(new Page(0, null));
      lookUp(ref);
    });

    assertThat(stored()).containsExactly(ref);
    assertThat(delete(Position.START, 9).deleted()).isZero();
  }

  @Test
  void theAuditIsNotReadAsAWhole() {
    String plan =
        Objects.requireNonNull(
            transaction.execute(_ -> {
              UnusedSubjects.forbidScans(jdbc);
              return String.join(
                  "\n",
                  jdbc.queryForList(
                      "explain " + UnusedSubjects.DELETE.replace("?", "array[gen_random_uuid()]"),
                      String.class));
            }));

    assertThat(plan)
        .contains("subject_ref")
        .contains("Index")
        .doesNotContain("Seq Scan on audit_2");
  }
}
