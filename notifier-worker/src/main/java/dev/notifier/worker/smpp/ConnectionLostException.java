package dev.notifier.worker.smpp;

import java.io.IOException;

/** The link is closed, or its owner lost the right to write. */
public final class ConnectionLostException extends IOException {
  public ConnectionLostException(String message) {
    super(message);
  }

  ConnectionLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
