package dev.notifier.store.forged;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert that a text that Notifier did not send was reported {@value ForgedTextAlerts#REPORTS}
 * times within an hour. Does not contain the text.
 *
 * @param since the first of these reports
 * @param at the last of them
 * @param inbound the message of the person who reported it last; null if it came by another channel
 */
public record ForgedTextAlert(
    UUID id, String tenant, Instant since, Instant at, @Nullable UUID inbound) {}
