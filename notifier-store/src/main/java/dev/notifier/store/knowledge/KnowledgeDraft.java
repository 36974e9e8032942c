package dev.notifier.store.knowledge;

import dev.notifier.contracts.knowledge.KnowledgeContent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A draft of an entry.
 *
 * @param authors all operators who saved it
 * @param basedOn the version on which it is based; null if there was none
 * @param revision ascending with each save, even after a submission
 */
public record KnowledgeDraft(
    KnowledgeName name,
    KnowledgeContent content,
    List<String> authors,
    @Nullable Integer basedOn,
    int revision,
    String updatedBy,
    Instant updatedAt) {}
