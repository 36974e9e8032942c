package dev.notifier.console.templates;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The history of a template, the oldest step first. */
record TemplateHistory(List<Step> entries, @Nullable String next) {
  /** A step; {@code version} is null for drafts. */
  record Step(
      @Nullable Integer version, String action, Instant at, String by, @Nullable String reason) {}
}
