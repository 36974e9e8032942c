package dev.notifier.api.batches;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.batches.UploadStore;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/** Stores a file in parts while it arrives, with one part in memory. Thread-safe. */
final class BatchUpload {
  private final UploadStore uploads;

  BatchUpload(UploadStore uploads) {
    this.uploads = uploads;
  }

  /**
   * Stores all parts.
   *
   * @return the SHA-256 of the file
   * @throws ProblemException if it is empty, too large, or does not arrive, or if PostgreSQL is
   *     unavailable
   */
  byte[] store(UUID batch, InputStream body, long maxBytes) throws IOException {
    MessageDigest digest = sha256();
    byte[] part = new byte[UploadStore.PART_BYTES];
    long bytes = 0;
    int read = body.readNBytes(part, 0, part.length);
    for (int number = 0; read > 0; number++) {
      bytes += read;
      if (bytes > maxBytes) {
        throw new ProblemException(ErrorCode.BODY_TOO_LARGE);
      }
      digest.update(part, 0, read);
      append(batch, number, read == part.length ? part : Arrays.copyOf(part, read));
      read = body.readNBytes(part, 0, part.length);
    }
    if (bytes == 0) {
      throw new ProblemException(ErrorCode.EMPTY_BODY);
    }
    return digest.digest();
  }

  private void append(UUID batch, int number, byte[] part) {
    if (!StoreAccess.call(() -> uploads.append(batch, number, part))) {
      // It took so long that the batch was deleted.
      throw new ProblemException(ErrorCode.REQUEST_TIMEOUT);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
