package dev.notifier.api.affected;

import dev.notifier.api.affected.AffectedRequest.What;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was touched within a limited amount of work. */
final class AffectedDocument {
  private AffectedDocument() {}

  /**
   * Counts.
   *
   * @param entries look-ups or messages
   * @param persons different ones of this page
   * @param kinds of the entries: the operations of look-ups, or the data of messages
   * @param next the {@code cursor} of the next page; null if there is none
   * @param complete false if there may be more
   */
  record Counted(
      What what,
      long entries,
      long persons,
      Map<String, Long> kinds,
      Set<DataClass> dataClasses,
      @Nullable String next,
      boolean complete) {}

  /**
   * A page of persons, as {@link Counted}.
   *
   * @param subjects those who were touched last first
   */
  record Listed(What what, List<Subject> subjects, @Nullable String next, boolean complete) {}

  /**
   * A person.
   *
   * @param person the same for the same person on all pages; null if it is unknown who it is
   * @param phone masked for callers who may not see it; null if it is unknown
   * @param entries look-ups or messages on this page
   * @param first the time of the first of them
   * @param last the time of the last of them
   */
  record Subject(
      @Nullable String person,
      @Nullable String phone,
      @Nullable String personRef,
      Set<DataClass> dataClasses,
      long entries,
      Instant first,
      Instant last) {
    /** Omits the number and the reference. */
    @Override
    public String toString() {
      return "Subject[" + person + "]";
    }
  }
}
