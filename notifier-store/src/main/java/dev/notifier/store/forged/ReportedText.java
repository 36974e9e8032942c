package dev.notifier.store.forged;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question of a person about a text that Notifier did not send.
 *
 * @param at when the person has asked
 * @param text a keyed digest
 * @param inbound the message of the person; null if it came by another channel
 */
public record ReportedText(String tenant, Instant at, UUID text, @Nullable UUID inbound) {}
