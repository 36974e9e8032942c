package dev.notifier.worker.journal;

/** A segment and the response to it. */
public record SegmentResponse(PendingSegment segment, SubmitResponse response) {}
