package dev.notifier.store.knowledge;

import java.time.Instant;

/**
 * The last publication of an entry, without its content.
 *
 * @param revision ascending with each publication and withdrawal
 * @param since when it was published or withdrawn
 */
public record KnowledgePlace(KnowledgeName name, long revision, Instant since) {}
