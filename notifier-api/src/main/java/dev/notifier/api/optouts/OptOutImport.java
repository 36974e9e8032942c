package dev.notifier.api.optouts;

import dev.notifier.api.optouts.BoundedLines.Line;
import dev.notifier.api.optouts.ImportDocument.LineError;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.optouts.OptOutStatement;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads one import line by line and records it in pages, in bounded memory. A wrong line is
 * reported and the next ones are recorded. Used by one thread.
 */
final class OptOutImport {
  static final long MAX_LINES = 10_000_000;

  private static final int PAGE = 1_000;
  private static final int MAX_ERRORS = 1_000;
  private static final int MAX_LINE_BYTES = 4 << 10;

  private final StatementReader reader;
  private final ToIntFunction<List<OptOutStatement>> recorder;
  private final BooleanSupplier isLate;
  private final List<OptOutStatement> page = new ArrayList<>(PAGE);
  private final List<LineError> errors = new ArrayList<>();
  private long line;
  private long lines;
  private long refused;
  private long recorded;

  /**
   * @param recorder records a page, and returns how many statements are new
   * @param isLate whether the import takes too long
   */
  OptOutImport(
      StatementReader reader,
      ToIntFunction<List<OptOutStatement>> recorder,
      BooleanSupplier isLate) {
    this.reader = reader;
    this.recorder = recorder;
    this.isLate = isLate;
  }

  /**
   * Imports a body.
   *
   * @param csv whether it has a header and values; otherwise each line is a JSON object
   * @throws ProblemException if the header is wrong, the body is too long or takes too long; what
   *     was recorded before stays
   */
  ImportDocument run(InputStream in, boolean csv) throws IOException {
    BoundedLines body = new BoundedLines(in, MAX_LINE_BYTES);
    ImportFormat format = csv ? header(body) : ImportFormat.json();
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

  private ImportFormat header(BoundedLines body) throws IOException {
    line++;
    Line header = body.next();
    byte @Nullable [] bytes = header == null ? null : header.bytes();
    return ImportFormat.csv(bytes == null ? new byte[0] : bytes);
  }

  private void read(ImportFormat format, byte[] bytes) {
    try {
      StatementForm form = format.read(bytes);
      switch (reader.read(form)) {
        case StatementReader.Read(var statements) -> page.addAll(statements);
        case StatementReader.Refused(var field, var code, var detail) ->
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
