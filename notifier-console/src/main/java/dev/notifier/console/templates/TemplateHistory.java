package dev.notifier.console.templates;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The history of a template, the oldest step first. */
record TemplateHistory(List<Step> entries, @Nullable String next) {
  /** What the author has said about a version; empty if nothing is known. */
  String noteOf(int version) {
    return entries.stream()
        .filter(step -> step.action().equals("submit"))
        .filter(step -> step.version() != null && step.version() == version)
        .map(Step::reason)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  /** A step; {@code version} is null for drafts. */
  record Step(
      @Nullable Integer version, String action, Instant at, String by, @Nullable String reason) {}
}
