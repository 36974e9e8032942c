package dev.notifier.store.knowledge;

import dev.notifier.contracts.knowledge.KnowledgeContent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry.
 *
 * @param version the published version; null if there is none
 * @param since when it was published, or withdrawn; null before the first publication
 * @param content of the published version; null if there is none
 * @param inReview the newest version that waits for a second person; null if there is none
 * @param draft null if there is none
 */
public record StoredKnowledge(
    KnowledgeName name,
    @Nullable Integer version,
    @Nullable Instant since,
    @Nullable KnowledgeContent content,
    @Nullable Integer inReview,
    @Nullable KnowledgeDraft draft) {}
