package dev.notifier.store.people;

import dev.notifier.store.audit.AuditQueries;
import dev.notifier.store.audit.AuditRow;
import dev.notifier.store.audit.AuditSubjects;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Look-ups of the data of a person. The entries stay; the person that they name is erased, so that
 * they are about no one.
 */
final class AuditData implements PersonalDataStore {
  private final AuditSubjects subjects;
  private final AuditQueries audit;

  AuditData(AuditSubjects subjects, AuditQueries audit) {
    this.subjects = subjects;
    this.audit = audit;
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public Set<String> tables() {
    return Set.of("audit", "audit_subjects");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    Optional<UUID> subject = subjects.find(person.subject());
    return subject.isEmpty()
        ? List.of()
        : audit.about(subject.get(), after, maxItems).stream().map(AuditData::item).toList();
  }

  /** Not who it was: that is about another person. */
  private static Item item(AuditRow row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("at", row.at().toString());
    values.put("operation", row.text("operation"));
    values.put("outcome", row.text("outcome"));
    return new Item(row.id(), values);
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    return new Erased(subjects.erase(person.subject(), acceptedUntil), 0, false);
  }
}
