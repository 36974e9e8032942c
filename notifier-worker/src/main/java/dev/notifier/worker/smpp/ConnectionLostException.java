package dev.notifier.worker.smpp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The connection could not be made, is closed, or may not be written to any more. */
public final class ConnectionLostException extends IOException {
  public ConnectionLostException(String message) {
    super(message);
  }

  ConnectionLostException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
