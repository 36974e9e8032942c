package dev.notifier.templates.sms;

/**
 * The text needs more segments than allowed.
 *
 * @param encoding it would have
 * @param neededSegments how many it needs
 * @param maxSegments how many are allowed
 */
public record TooManySegments(Encoding encoding, int neededSegments, int maxSegments)
    implements SegmentResult {}
