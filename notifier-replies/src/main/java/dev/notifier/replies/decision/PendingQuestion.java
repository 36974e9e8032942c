package dev.notifier.replies.decision;

import java.time.Instant;

/**
 * A question that waits for an answer.
 *
 * @param id of the question
 * @param choices how many can be chosen by their number; 0 for a question with yes or no
 */
public record PendingQuestion(String id, Instant askedAt, int choices) {}
