package dev.notifier.store.templates;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of the draft that a caller expects, so that no one overwrites what another has saved.
 */
public final class DraftCondition {
  private enum Kind {
    NONE,
    EXISTING,
    REVISION
  }

  /** The caller does not know of a draft; if there is one, the caller must name its revision. */
  public static final DraftCondition NO_DRAFT = new DraftCondition(Kind.NONE, 0);

  /** Any draft, but there must be one. */
  public static final DraftCondition ANY_DRAFT = new DraftCondition(Kind.EXISTING, 0);

  private final Kind kind;
  private final int revision;

  private DraftCondition(Kind kind, int revision) {
    this.kind = kind;
    this.revision = revision;
  }

  /** The draft with this revision; 0 = no draft. */
  public static DraftCondition revision(int revision) {
    return new DraftCondition(Kind.REVISION, revision);
  }

  /** Returns why the stored draft is not the expected one. */
  Optional<TransitionError> violation(@Nullable TemplateDraft stored) {
    int current = stored == null ? 0 : stored.revision();
    return switch (kind) {
      case NONE -> Optional.ofNullable(stored).map(_ -> TransitionError.IF_MATCH_REQUIRED);
      case EXISTING -> when(stored == null);
      case REVISION -> when(current != revision);
    };
  }

  private static Optional<TransitionError> when(boolean mismatch) {
    return mismatch ? Optional.of(TransitionError.DRAFT_REVISION_MISMATCH) : Optional.empty();
  }
}
