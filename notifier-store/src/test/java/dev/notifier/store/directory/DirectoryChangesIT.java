package dev.notifier.store.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.directory.DirectoryChanges.Actor;
import dev.notifier.store.directory.DirectoryChanges.By;
import dev.notifier.store.directory.DirectoryChanges.Changed;
import dev.notifier.store.directory.DirectoryChanges.Page;
import dev.notifier.store.directory.DirectoryChanges.Question;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectoryChangesIT {
  private static final Actor KEY = new Actor("portal:k1", "key");

  private final Database database = MigratedDatabase.open(MigratedDatabase.newUrl());
  private final DirectoryChanges changes =
      new DirectoryChanges(database.dataSource(), InstantSource.system());

  @AfterEach
  void close() {
    database.close();
  }

  private Page find(By by, String name, @Nullable UUID before, int enough) {
    return changes.find(
        new Question(
            "t", by, name, new UUID(0, 0), before == null ? new UUID(-1, -1) : before, enough));
  }

  @Test
  void whomAKeyHasChangedIsFoundPageByPage() {
    changes.add("t", KEY, "load", List.of(1L, 2L, 3L));
    changes.add("t", new Actor("portal:k11", "key"), "load", List.of(4L));
    changes.add("t", new Actor("user:k1", "user"), "put", List.of(5L));
    changes.add("other", KEY, "load", List.of(6L));
    changes.add("t", KEY, "put", List.of(1L));
    changes.add("t", KEY, "put", List.of());

    Page first = find(By.KEY, "k1", null, 1);
    Page second = find(By.KEY, "k1", first.next(), 10);

    assertThat(first.operations()).isEqualTo(Map.of("put", 1L));
    assertThat(first.persons()).extracting(Changed::digest).containsExactly(1L);
    assertThat(second.operations()).isEqualTo(Map.of("load", 3L));
    assertThat(second.next()).isNull();
    Page all = find(By.KEY, "k1", null, 10);
    assertThat(all.persons()).extracting(Changed::digest).containsExactly(1L, 2L, 3L);
    assertThat(all.persons().getFirst().changes()).isEqualTo(2);
    assertThat(all.persons().getFirst().first()).isBeforeOrEqualTo(all.persons().getFirst().last());
    assertThat(find(By.USER, "k1", null, 10).persons())
        .extracting(Changed::digest)
        .containsExactly(5L);
    assertThat(find(By.KEY, "1", null, 10).persons()).isEmpty();
  }

  @Test
  void aTenantThatChangesManyMoreThanItHasIsOnlyCounted() {
    new RecipientStore(database.dataSource(), 100)
        .store(
            "t",
            Stream.of("A", "B")
                .map(each -> new Recipient(each, List.of("+84912345678"), null, null, null, null))
                .toList());
    for (long start = 0; start < 20; start += 10) {
      DirectoryChanges limited =
          new DirectoryChanges(database.dataSource(), InstantSource.system(), 3);
      limited.add("t", KEY, "load", List.of(1L + start, 2L + start, 3L + start));
      limited.add("t", KEY, "load", List.of(4L + start));
      limited.add("t", KEY, "load", List.of(5L + start));
    }

    Page all = find(By.KEY, "k1", null, 100);
    assertThat(all.persons())
        .as("twice as many as it has, also after a start")
        .extracting(Changed::digest)
        .containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    assertThat(all.operations()).isEqualTo(Map.of("load", 10L));
  }

  @Test
  void oldChangesAreDeleted() {
    changes.add("t", KEY, "put", List.of(1L));
    changes.add("t", KEY, "put", List.of(2L));

    assertThat(changes.delete(new UUID(-1, -1), 1)).isOne();
    assertThat(find(By.KEY, "k1", null, 10).persons())
        .extracting(Changed::digest)
        .containsExactly(2L);
    assertThat(changes.delete(new UUID(0, 0), 10)).isZero();
  }
}
