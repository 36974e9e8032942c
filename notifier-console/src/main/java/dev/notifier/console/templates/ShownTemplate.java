package dev.notifier.console.templates;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A template of {@code GET /v1/templates}, with its newest versions. */
record ShownTemplate(
    String tenant,
    String id,
    String eventType,
    @Nullable Integer published,
    @Nullable Instant since,
    List<ShownVersion> versions,
    @Nullable ShownDraft draft) {
  private static final String IN_REVIEW = "in-review";
  private static final List<String> OPEN = List.of(IN_REVIEW, "approved", "scheduled");

  /** A page of templates. */
  record All(List<ShownTemplate> templates, @Nullable String next) {
    List<ShownTemplate> inUse() {
      return templates.stream().filter(template -> !template.isArchived()).toList();
    }

    List<ShownTemplate> archived() {
      return templates.stream().filter(ShownTemplate::isArchived).toList();
    }
  }

  /** The number of the version in force; empty without one. */
  String inForce() {
    return published == null ? "" : published.toString();
  }

  /** The versions on their way into force, the newest of each state. */
  List<ShownVersion> open() {
    List<ShownVersion> open = new ArrayList<>();
    for (String state : OPEN) {
      newest(state).ifPresent(open::add);
    }
    return open;
  }

  /**
   * An approved version that another one has overtaken waits for nothing, but one in review does.
   */
  private Optional<ShownVersion> newest(String state) {
    return versions.stream()
        .filter(version -> version.state().equals(state))
        .filter(version ->
            published == null || version.version() > published || state.equals(IN_REVIEW))
        .findFirst();
  }

  /** Whether nothing of it is in force or on its way. */
  boolean isArchived() {
    return published == null && draft == null && open().isEmpty();
  }

  /** Whether it is the template of another tenant, which this one uses. */
  boolean isInherited(@Nullable String own) {
    return own != null && !tenant.equals(own);
  }

  /** Who has last worked on it. */
  String owner() {
    if (draft != null) {
      return draft.updatedBy();
    }
    return versions.isEmpty() ? "" : versions.getFirst().submittedBy();
  }
}
