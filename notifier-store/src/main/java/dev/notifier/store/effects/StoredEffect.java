package dev.notifier.store.effects;

import java.time.Instant;
import java.time.LocalDate;

/**
 * An effect and how far it is counted. Days are those of Vietnam.
 *
 * @param firstDay the first day of which reminders are counted
 * @param nextDay the first one that is not counted yet
 * @param failures how often in a row that day could not be counted
 * @param createdBy the name of the caller
 */
public record StoredEffect(
    Effect effect,
    LocalDate firstDay,
    LocalDate nextDay,
    int failures,
    Instant createdAt,
    String createdBy) {}
