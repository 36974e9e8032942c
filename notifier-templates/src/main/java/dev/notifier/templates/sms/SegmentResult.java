package dev.notifier.templates.sms;

/** The result of splitting a text: segments, or more of them than allowed. */
public sealed interface SegmentResult permits SegmentedText, TooManySegments {}
