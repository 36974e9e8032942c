package dev.notifier.api.problem;

/**
 * One thing that is wrong with a request or an event.
 *
 * @param pointer JSON Pointer (RFC 6901) into the event; empty for the whole
 * @param detail what is wrong and what to do; never holds a value of the event
 */
public record Violation(String pointer, ErrorCode code, String detail) {
  /** In the words of the catalogue. */
  public static Violation at(String pointer, ErrorCode code) {
    return new Violation(pointer, code, code.title() + ". " + code.advice() + ".");
  }

  /** In one line, the pointer first. */
  public String line() {
    return pointer.isEmpty() ? detail : pointer + ": " + detail;
  }

  /** A name as a reference token of a JSON Pointer (RFC 6901, 3). */
  public static String token(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
