package dev.notifier.replies.knowledge;

/**
 * An entry that was found.
 *
 * @param score 0 to 1, comparable between texts; 1 for a question of the entry
 */
public record KnowledgeMatch(KnowledgeEntry entry, double score) {}
