package dev.notifier.api.intake;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a JSON array into the octets of its elements by looking at brackets and strings alone. Each
 * element is then read on its own, so that whatever is wrong inside one of them stays there.
 */
final class BatchSplitter {
  private final byte[] body;
  private final int maxEvents;
  private int at;

  private BatchSplitter(byte[] body, int maxEvents) {
    this.body = body;
    this.maxEvents = maxEvents;
  }

  /**
   * The elements in order; none is empty or has blanks around it unless the array has a stray
   * comma.
   *
   * @throws ProblemException when the body is no array, or an empty one, or one too long
   */
  static List<ByteSlice> split(byte[] body, int maxEvents) {
    return new BatchSplitter(body, maxEvents).split();
  }

  private List<ByteSlice> split() {
    at = skipMark(body);
    skipBlanks();
    if (at == body.length || body[at] != '[') {
      throw notAnArray("A batch begins with [");
    }
    at++;
    List<ByteSlice> slices = new ArrayList<>();
    boolean more = true;
    while (more) {
      ByteSlice slice = element();
      more = body[at++] == ',';
      if (slice.length() == 0 && !more && slices.isEmpty()) {
        throw new ProblemException(ErrorCode.EMPTY_BATCH);
      }
      if (slices.size() == maxEvents) {
        throw new ProblemException(ErrorCode.BATCH_TOO_LARGE);
      }
      slices.add(slice);
    }
    skipBlanks();
    if (at < body.length) {
      throw notAnArray("There is something behind the end of the batch");
    }
    return slices;
  }

  /** Goes to the comma or bracket behind the element. */
  private ByteSlice element() {
    skipBlanks();
    int start = at;
    int depth = 0;
    for (; at < body.length; at++) {
      switch (body[at]) {
        case '"' -> skipString();
        case '{', '[' -> depth++;
        // One too many is the element's own mistake.
        case '}' -> depth = Math.max(0, depth - 1);
        case ']' -> {
          if (depth == 0) {
            return trimmed(start);
          }
          depth--;
        }
        case ',' -> {
          if (depth == 0) {
            return trimmed(start);
          }
        }
        default -> {}
      }
    }
    throw notAnArray("The batch has no end: a bracket or a quotation mark is missing");
  }

  private ByteSlice trimmed(int start) {
    int end = at;
    while (end > start && isBlank(body[end - 1])) {
      end--;
    }
    return new ByteSlice(body, start, end);
  }

  /** From the opening to the closing quotation mark. */
  private void skipString() {
    for (at++; at < body.length && body[at] != '"'; at++) {
      if (body[at] == '\\') {
        at++;
      }
    }
  }

  private void skipBlanks() {
    while (at < body.length && isBlank(body[at])) {
      at++;
    }
  }

  /** Some systems put a byte order mark before UTF-8. */
  static int skipMark(byte[] body) {
    boolean mark =
        body.length >= 3
            && body[0] == (byte) 0xEF
            && body[1] == (byte) 0xBB
            && body[2] == (byte) 0xBF;
    return mark ? 3 : 0;
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
  }

  private static ProblemException notAnArray(String detail) {
    return new ProblemException(
        Problem.of(ErrorCode.NOT_JSON, detail + ". Send a JSON array of events."));
  }
}
