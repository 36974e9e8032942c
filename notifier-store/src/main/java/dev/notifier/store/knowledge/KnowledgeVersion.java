package dev.notifier.store.knowledge;

import dev.notifier.contracts.knowledge.KnowledgeContent;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A submitted version of an entry. Only the state and who decided change.
 *
 * @param version from 1
 * @param authors all operators who saved the draft
 * @param decidedBy who published, rejected or withdrew it last; null before that
 */
public record KnowledgeVersion(
    KnowledgeName name,
    int version,
    KnowledgeState state,
    KnowledgeContent content,
    List<String> authors,
    String submittedBy,
    Instant submittedAt,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt) {
  /** The names of all who edited or submitted it. */
  Set<String> everyAuthor() {
    Set<String> names = new HashSet<>(authors);
    names.add(submittedBy);
    return names;
  }
}
