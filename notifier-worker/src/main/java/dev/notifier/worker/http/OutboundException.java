package dev.notifier.worker.http;

/** Why there is no response. The message is for callers, and has no data of the other side. */
public final class OutboundException extends Exception {
  private static final long serialVersionUID = 1;

  /** What prevented the response. */
  public enum Kind {
    UNKNOWN_HOST("the host is not known"),
    NOT_ALLOWED("the address of the host, or its port, is not allowed"),
    NO_CONNECTION("no connection"),
    NO_TLS("TLS failed: check the certificate of the receiver, its name and who signed it"),
    TIMEOUT("no response in time"),
    TOO_LARGE("the response is too large"),
    BROKEN("the connection was closed, or the response is no HTTP");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  private final Kind kind;

  OutboundException(Kind kind) {
    super(kind.text, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
