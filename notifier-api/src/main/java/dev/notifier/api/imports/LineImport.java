package dev.notifier.api.imports;

import dev.notifier.api.imports.BoundedLines.Line;
import dev.notifier.api.imports.ImportDocument.LineError;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads one import line by line and records it in pages, in bounded memory. A wrong line is
 * reported and the next ones are recorded. Used by one thread.
 *
 * @param <T> what a line becomes
 */
public final class LineImport<T> {
  private static final long MAX_LINES = 10_000_000;
  private static final int PAGE = 1_000;
  private static final int MAX_ERRORS = 1_000;
  private static final int MAX_LINE_BYTES = 4 << 10;

  private final Fields fields;
  private final Reader<T> reader;
  private final ToIntFunction<List<T>> recorder;
  private final BooleanSupplier isLate;
  private final List<T> page = new ArrayList<>(PAGE);
  private final List<LineError> errors = new ArrayList<>();
  private long line;
  private long lines;
  private long refused;
  private long recorded;

  /**
   * @param recorder records a page, and returns how many rows are new
   * @param isLate whether the import takes too long
   */
  public LineImport(
      Fields fields, Reader<T> reader, ToIntFunction<List<T>> recorder, BooleanSupplier isLate) {
    this.fields = fields;
    this.reader = reader;
    this.recorder = recorder;
    this.isLate = isLate;
  }

  /**
   * The fields of a line.
   *
   * @param names the first one is required
   * @param lists those whose values are separated by blanks
   */
  public record Fields(List<String> names, Set<String> lists) {}

  /** Turns an object into rows. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * Reads an object.
     *
     * @throws ProblemException if it is wrong
     */
    Result<T> read(JsonNode object);
  }

  /** What became of a line. */
  public sealed interface Result<T> {}

  /** The rows of a line. */
  public record Rows<T>(List<T> rows) implements Result<T> {}

  /**
   * What is wrong with a line.
   *
   * @param field the name of the field
   * @param detail what to do, without the value
   */
  public record Refused<T>(String field, ErrorCode code, String detail) implements Result<T> {}

  /**
   * Imports a body.
   *
   * @param csv whether it has a header and values; otherwise each line is a JSON object
   * @throws ProblemException if the header is wrong, the body is too long or takes too long; what
   *     was recorded before stays
   */
  public ImportDocument run(InputStream in, boolean csv) throws IOException {
    BoundedLines body = new BoundedLines(in, MAX_LINE_BYTES);
    LineFormat format = csv ? header(body) : LineFormat.json();
    for (Line next = body.next(); next != null; next = body.next()) {
      line++;
      byte @Nullable [] bytes = next.bytes();
      if (bytes == null) {
        lines++;
        refuse(ErrorCode.INVALID_PARAMETER.id(), "The line has more than 4,096 bytes.");
      } else if (bytes.length > 0) {
        lines++;
        read(format, bytes);
      }
      if (lines > MAX_LINES) {
        record();
        throw new ProblemException(ErrorCode.BODY_TOO_LARGE);
      }
      if (page.size() >= PAGE) {
        record();
      }
    }
    record();
    return new ImportDocument(lines, recorded, refused, errors);
  }

  private LineFormat header(BoundedLines body) throws IOException {
    line++;
    Line header = body.next();
    byte @Nullable [] bytes = header == null ? null : header.bytes();
    return LineFormat.csv(bytes == null ? new byte[0] : bytes, fields);
  }

  private void read(LineFormat format, byte[] bytes) {
    try {
      switch (reader.read(format.read(bytes))) {
        case Rows<T>(var rows) -> page.addAll(rows);
        case Refused<T>(var field, var code, var detail) ->
            refuse(code.id(), "/" + field + ": " + detail);
      }
    } catch (ProblemException e) {
      Problem problem = e.problem();
      refuse(problem.code(), problem.detail());
    }
  }

  private void refuse(String code, String detail) {
    refused++;
    if (errors.size() < MAX_ERRORS) {
      errors.add(new LineError(line, code, detail));
    }
  }

  private void record() {
    if (!page.isEmpty()) {
      recorded += recorder.applyAsInt(page);
      page.clear();
    }
    if (isLate.getAsBoolean()) {
      throw new ProblemException(ErrorCode.REQUEST_TIMEOUT);
    }
  }
}
