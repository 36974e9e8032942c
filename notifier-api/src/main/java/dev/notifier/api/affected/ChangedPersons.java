package dev.notifier.api.affected;

import dev.notifier.api.affected.AffectedDocument.Counted;
import dev.notifier.api.affected.AffectedDocument.Listed;
import dev.notifier.api.affected.AffectedDocument.Subject;
import dev.notifier.api.affected.AffectedRequest.What;
import dev.notifier.store.directory.DirectoryChanges.Page;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The persons of the directory who were changed. Only digests of them are kept. */
final class ChangedPersons {
  /** What the directory has about a person at most. */
  private static final Set<DataClass> CLASSES =
      EnumSet.of(DataClass.PHONE, DataClass.PERSON_REF, DataClass.LOCALE);

  private ChangedPersons() {}

  static Counted counted(Page page, @Nullable String next) {
    return new Counted(
        What.DIRECTORY,
        page.operations().values().stream().mapToLong(Long::longValue).sum(),
        page.persons().size(),
        page.operations(),
        page.persons().isEmpty() ? Set.of() : CLASSES,
        next,
        next == null);
  }

  /**
   * @param names names a person by the digest, the same on all pages
   */
  static Listed listed(Page page, LongFunction<String> names, @Nullable String next) {
    return new Listed(
        What.DIRECTORY,
        page.persons().stream()
            .map(each ->
                new Subject(
                    names.apply(each.digest()),
                    null,
                    null,
                    CLASSES,
                    each.changes(),
                    each.first(),
                    each.last()))
            .toList(),
        next,
        next == null);
  }
}
