package dev.notifier.api.exports;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.exports.ExportStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

/** Writes the file of an export, with one of its parts in memory. Thread-safe. */
final class ExportFile {
  private final ExportStore exports;

  ExportFile(ExportStore exports) {
    this.exports = exports;
  }

  /**
   * Writes all parts.
   *
   * @param parts how many the export has
   * @throws IOException if the receiver is gone
   * @throws ProblemException if the export was deleted meanwhile, or PostgreSQL is unavailable:
   *     then the response must not look complete
   */
  void write(UUID export, int parts, OutputStream out) throws IOException {
    for (int number = 0; number < parts; number++) {
      int part = number;
      Optional<byte[]> content = StoreAccess.call(() -> exports.chunk(export, part));
      if (content.isEmpty()) {
        throw new ProblemException(ErrorCode.EXPORT_NOT_FOUND);
      }
      try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(content.get()))) {
        plain.transferTo(out);
      }
    }
  }
}
