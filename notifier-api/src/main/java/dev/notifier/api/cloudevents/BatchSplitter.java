package dev.notifier.api.cloudevents;

import dev.notifier.api.http.JsonSyntaxError;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a JSON array into the bytes of its elements. Looks only at brackets, commas and strings;
 * each element is parsed separately, so an error in one element does not affect the others.
 */
final class BatchSplitter {
  private final byte[] body;
  private final int maxEvents;
  private int position;

  private BatchSplitter(byte[] body, int maxEvents) {
    this.body = body;
    this.maxEvents = maxEvents;
    this.position = ByteSlice.withoutByteOrderMark(body).start();
  }

  /**
   * Returns the elements in order, without surrounding whitespace. An element is empty only if the
   * array has a superfluous comma.
   *
   * @throws ProblemException if the body is not an array or has more than {@code maxEvents}
   *     elements
   */
  static List<ByteSlice> split(byte[] body, int maxEvents) {
    return new BatchSplitter(body, maxEvents).split();
  }

  private List<ByteSlice> split() {
    skipWhitespace();
    if (position == body.length || body[position] != '[') {
      throw notAnArray(position, "a batch must begin with [");
    }
    position++;
    List<ByteSlice> elements = new ArrayList<>();
    boolean more = true;
    while (more) {
      ByteSlice element = nextElement();
      more = body[position++] == ',';
      if (element.length() == 0 && !more && elements.isEmpty()) {
        break;
      }
      if (elements.size() == maxEvents) {
        throw new ProblemException(ErrorCode.BATCH_TOO_LARGE);
      }
      elements.add(element);
    }
    skipWhitespace();
    if (position < body.length) {
      throw notAnArray(position, "the batch ends before here; remove the rest");
    }
    return elements;
  }

  /** Reads up to the comma or bracket after the element. */
  private ByteSlice nextElement() {
    skipWhitespace();
    int start = position;
    int depth = 0;
    for (; position < body.length; position++) {
      switch (body[position]) {
        case '"' -> skipString();
        case '{', '[' -> depth++;
        // A superfluous brace is an error of this element and is reported when it is parsed.
        case '}' -> depth = Math.max(0, depth - 1);
        case ']' -> {
          if (depth == 0) {
            return elementFrom(start);
          }
          depth--;
        }
        case ',' -> {
          if (depth == 0) {
            return elementFrom(start);
          }
        }
        default -> {}
      }
    }
    throw notAnArray(start, "the batch has no end; a bracket or a quotation mark is missing here");
  }

  private ByteSlice elementFrom(int start) {
    int end = position;
    while (end > start && isWhitespace(body[end - 1])) {
      end--;
    }
    return new ByteSlice(body, start, end);
  }

  /** Moves from the opening to the closing quotation mark. */
  private void skipString() {
    for (position++; position < body.length && body[position] != '"'; position++) {
      if (body[position] == '\\') {
        position++;
      }
    }
  }

  private void skipWhitespace() {
    while (position < body.length && isWhitespace(body[position])) {
      position++;
    }
  }

  private static boolean isWhitespace(byte value) {
    return value == ' ' || value == '\n' || value == '\r' || value == '\t';
  }

  private ProblemException notAnArray(int offset, String reason) {
    String before = new String(body, 0, offset, StandardCharsets.UTF_8);
    JsonSyntaxError error = JsonSyntaxError.at(before, before.length(), reason);
    return new ProblemException(
        Problem.of(ErrorCode.NOT_JSON, error.detail() + " Send a JSON array of events."));
  }
}
