package dev.notifier.store.optouts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.origin.MessageSubject.Kind;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.optouts.OptOutChanges.Published;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class WrongPersonStoreIT {
  private static final Instant AT = Instant.parse("2026-12-01T08:00:00.123456Z");
  private static final UUID NUMBER = new UUID(1, 1);

  private final Database database = MigratedDatabase.open(MigratedDatabase.newUrl());
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final WrongPersonStore store = new WrongPersonStore(database.dataSource());
  private final OptOutChanges changes = new OptOutChanges(database.dataSource());
  private final Map<UUID, OptOutRecord> published = new HashMap<>();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theNewestStatementAboutEachSubjectIsPublishedWithTheNumber() {
    assertThat(store.exclude(List.of(exclusion(7, true, AT), exclusion(8, true, AT)))).isEqualTo(2);
    assertThat(store.exclude(List.of(exclusion(7, true, AT)))).as("again").isZero();
    store.exclude(List.of(exclusion(8, false, AT.plusSeconds(1))));

    publish();

    OptOutRecord state = requireNonNull(published.get(NUMBER));
    assertThat(state.scopes()).isEmpty();
    assertThat(state.excluded()).isEqualTo(Map.of("son-la", List.of(7L)));
    assertThat(state.included()).isEqualTo(Map.of("son-la", List.of(8L)));
    assertThat(state.version()).isPositive();
  }

  @Test
  void anOptOutOfTheNumberStays() {
    new OptOutStore(database.dataSource())
        .add(
            List.of(
                new OptOutStatement(
                    NUMBER, null, "*", OptOutPurpose.ADVERTISING, true, AT, evidence())),
            OptOutStore.Source.RECIPIENT);
    store.exclude(List.of(exclusion(7, true, AT)));

    publish();

    assertThat(requireNonNull(published.get(NUMBER)).scopes()).isEqualTo(Map.of("*", 4));
    assertThat(requireNonNull(published.get(NUMBER)).excluded())
        .isEqualTo(Map.of("son-la", List.of(7L)));
  }

  @Test
  void aRoundPublishesNumbersThatHaveOnlyExclusions() {
    store.exclude(List.of(exclusion(7, true, AT)));
    jdbc.update("delete from opt_out_changes");

    while (changes.publishRound("topic", AT, 1, published::putAll)) {
      // the next page
    }

    assertThat(requireNonNull(published.get(NUMBER)).excluded())
        .isEqualTo(Map.of("son-la", List.of(7L)));
  }

  @Test
  void aNumberHasAHundredSubjectsAtMost() {
    List<Exclusion> most =
        LongStream.rangeClosed(1, WrongPersonStore.MAX_SUBJECTS)
            .mapToObj(subject -> exclusion(subject, true, AT))
            .toList();
    assertThat(store.exclude(most)).isEqualTo(WrongPersonStore.MAX_SUBJECTS);

    assertThatThrownBy(() -> store.exclude(List.of(exclusion(1_000, true, AT))))
        .isInstanceOf(TooManyOptOutsException.class);

    assertThat(store.exclude(List.of(exclusion(5, false, AT.plusSeconds(1))))).isEqualTo(1);
    assertThat(jdbc.queryForObject("select count(*) from excluded_persons", Integer.class))
        .isEqualTo(WrongPersonStore.MAX_SUBJECTS + 1);
    assertThat(jdbc.queryForObject("select numbers from opt_out_scopes", Integer.class))
        .isEqualTo(WrongPersonStore.MAX_SUBJECTS);
  }

  @Test
  void statementsAreFoundAndAnnouncedOnce() {
    store.exclude(List.of(exclusion(7, true, AT)));

    WrongPersonStore.Stored stored = store.unannounced(9).getFirst();
    assertThat(stored.exclusion()).isEqualTo(exclusion(7, true, AT));
    assertThat(store.find(stored.id(), "son-la")).contains(stored);
    assertThat(store.find(stored.id(), "cao-bang")).isEmpty();
    assertThat(store.ofNumber(NUMBER, "son-la", 9)).containsExactly(stored);
    assertThat(store.ofSubject(7, "son-la", 9)).containsExactly(stored);
    assertThat(store.ofSubject(7, "cao-bang", 9)).isEmpty();

    store.announced(List.of(stored), AT);

    assertThat(store.unannounced(9)).isEmpty();
  }

  @Test
  void manyStatementsOfOneTenantDelayNoOthers() {
    store.exclude(
        LongStream.range(0, 20).mapToObj(subject -> exclusion(subject, true, AT)).toList());
    store.exclude(
        List.of(
            new Exclusion(
                NUMBER,
                null,
                new Exclusion.Subject(Kind.PERSON, 1, "P-1"),
                true,
                AT,
                new Evidence("cao-bang", "lan", "hotline", null, null))));

    assertThat(store.unannounced(3))
        .extracting(stored -> stored.exclusion().evidence().tenant())
        .containsExactly("son-la", "cao-bang", "son-la");
    assertThat(store.unannounced(99)).hasSize(21);
  }

  private void publish() {
    changes.publishChanged(Published.NOTHING, 100, published::putAll);
  }

  private static Exclusion exclusion(long subject, boolean excluded, Instant at) {
    return new Exclusion(
        NUMBER,
        "+84391234567",
        new Exclusion.Subject(Kind.PERSON, subject, "P-" + subject),
        excluded,
        at,
        evidence());
  }

  private static Evidence evidence() {
    return new Evidence("son-la", "lan", "hotline", "I am not he", null);
  }
}
