package dev.notifier.api.recovery;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of the events of one request.
 *
 * @param order the number of the order; null if nothing was ordered
 * @param ordered how many events were written to their lanes, or would be
 * @param expired how many are not planned again because their time to live has passed
 * @param waiting how many were ordered within the last hour and are not planned yet
 * @param overQuota how many are not planned again because their tenant has used its monthly quota
 * @param next where the next request continues; null if all events were seen
 */
record PlanAgainDocument(
    @Nullable Long order,
    int ordered,
    int expired,
    int waiting,
    int overQuota,
    @Nullable UUID next) {}
