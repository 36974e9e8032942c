package dev.notifier.store.tracking;

/**
 * A receipt that waited, and the segment that it was given afterwards.
 *
 * @param byNumber whether by the recipient's number and the time; else by another form of its id
 */
public record LateMatchedReceipt(SegmentReceipt receipt, boolean byNumber) {}
