package dev.notifier.store.plan;

import java.util.UUID;

/**
 * A planned notification that is stored. The submitted message is created only from it, so the
 * submitted text and the stored text are the same.
 *
 * @param id a version 7 UUID of PostgreSQL's clock
 */
public record StoredPlan(UUID id, PlannedNotification notification) {}
