package dev.notifier.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A segment that the carrier took and gave an id.
 *
 * @param account the route the id belongs to
 * @param carrierId in canonical form, at most 64 characters
 * @param part from 1
 */
public record AcceptedSegment(
    String account, String carrierId, UUID notification, int part, Instant answeredAt) {}
