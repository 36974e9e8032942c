package dev.notifier.api.problem;

/**
 * A rule that a request or an event violates.
 *
 * @param pointer JSON Pointer (RFC 6901) into the event; empty for the event itself
 * @param detail what is wrong and what to do; never contains a value of the event
 */
public record Violation(String pointer, ErrorCode code, String detail) {
  /** A violation with title and advice of its code as the detail. */
  public static Violation at(String pointer, ErrorCode code) {
    return new Violation(pointer, code, code.detail());
  }

  /** The detail, after the pointer if there is one. */
  public String message() {
    return pointer.isEmpty() ? detail : pointer + ": " + detail;
  }

  /** A name as a reference token of a JSON Pointer, with the slash before it (RFC 6901, 3). */
  public static String token(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
