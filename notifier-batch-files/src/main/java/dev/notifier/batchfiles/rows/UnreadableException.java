package dev.notifier.batchfiles.rows;

import dev.notifier.batchfiles.UnreadableKind;
import java.io.IOException;
import java.io.Serial;

/** Carries a reason through the streams of libraries; readers turn it into a value. */
public final class UnreadableException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final UnreadableKind kind;

  public UnreadableException(UnreadableKind kind) {
    super(kind.code());
    this.kind = kind;
  }

  public UnreadableKind kind() {
    return kind;
  }
}
