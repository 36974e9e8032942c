package dev.notifier.store.inbox;

import org.jspecify.annotations.Nullable;

/**
 * Which conversations of a tenant are listed. Null selects all.
 *
 * @param topic the rule that decided about the last message
 * @param assignee the name of who answers
 * @param unassigned whether only those are selected that no one has taken; excludes an assignee
 */
public record InboxFilter(
    String tenant,
    @Nullable ConversationState state,
    @Nullable String topic,
    @Nullable String language,
    @Nullable String assignee,
    boolean unassigned) {}
