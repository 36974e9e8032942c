package dev.notifier.templates.sms;

/** What cutting a text gave: segments, or more of them than allowed. */
public sealed interface SegmentResult permits SegmentedText, TooManySegments {}
