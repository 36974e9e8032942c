package dev.notifier.api.affected;

import dev.notifier.api.affected.AffectedDocument.Subject;
import dev.notifier.api.audit.LookupAudit.Shown;
import dev.notifier.api.lookup.PersonalDataMask;
import dev.notifier.store.people.AffectedPersons.LookUp;
import dev.notifier.store.people.AffectedPersons.Message;
import dev.notifier.store.people.AffectedPersons.Recipient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The persons of a page, each once, in the order in which they come first. Not thread-safe. */
final class TouchedPersons {
  private final Map<String, Touched> persons = new LinkedHashMap<>();
  private final Function<String, String> names;

  /**
   * @param names a keyed digest, so that a person has the same name on all pages
   */
  TouchedPersons(Function<String, String> names) {
    this.names = names;
  }

  /** A person. Rows come with the newest first. */
  private static final class Touched {
    private final @Nullable String person;
    private final Set<DataClass> classes = new TreeSet<>();
    private final Instant last;
    private Instant first;
    private long entries;
    private @Nullable Recipient recipient;

    Touched(@Nullable String person, Instant last) {
      this.person = person;
      this.last = last;
      this.first = last;
    }

    void add(Instant at, Set<DataClass> more, @Nullable Recipient known) {
      first = at;
      entries++;
      classes.addAll(more);
      if (recipient == null) {
        recipient = known;
      }
    }

    Subject subject(boolean clear) {
      String phone = recipient == null ? null : recipient.phone();
      String reference = recipient == null ? null : recipient.personRef();
      return new Subject(
          person,
          clear ? phone : PersonalDataMask.phone(phone),
          clear || reference == null ? reference : PersonalDataMask.HIDDEN,
          classes,
          entries,
          first,
          last);
    }
  }

  void add(LookUp lookUp) {
    String person =
        lookUp.subjectRef() == null ? null : names.apply("subject " + lookUp.subjectRef());
    touched(person, lookUp.at())
        .add(lookUp.at(), DataClass.shownBy(lookUp.operation()), lookUp.recipient());
  }

  void add(Message message) {
    Recipient recipient = message.recipient();
    String key =
        recipient.phone() == null
            ? recipient.personRef() == null ? null : "reference " + recipient.personRef()
            : "phone " + recipient.phone();
    touched(key == null ? null : names.apply(key), message.at())
        .add(message.at(), DataClass.of(message.classes()), recipient);
  }

  private Touched touched(@Nullable String person, Instant at) {
    return persons.computeIfAbsent(String.valueOf(person), _ -> new Touched(person, at));
  }

  /**
   * The persons.
   *
   * @param clear whether the caller sees numbers and references
   */
  List<Subject> subjects(boolean clear) {
    return persons.values().stream().map(each -> each.subject(clear)).toList();
  }

  /** For the audit: a message of each person whose number is known. */
  List<Shown> shown() {
    List<Shown> shown = new ArrayList<>();
    persons.values().stream()
        .map(each -> each.recipient)
        .filter(Objects::nonNull)
        .forEach(each -> shown.add(new Shown(each.notificationId(), each.phone())));
    return shown;
  }
}
