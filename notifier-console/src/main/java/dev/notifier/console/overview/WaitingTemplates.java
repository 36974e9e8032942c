package dev.notifier.console.overview;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of {@code GET /v1/templates}, with those that wait for a second person. */
record WaitingTemplates(List<Template> templates, @Nullable String next) {
  /** A template. */
  record Template(String id) {}

  int count() {
    return templates.size();
  }

  /** Whether there are more than {@link #count()}. */
  boolean isMore() {
    return next != null;
  }
}
