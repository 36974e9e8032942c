package dev.notifier.api.batches;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
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
  private static final int PART = UploadStore.PART_BYTES;

  private final UploadStore uploads;

  BatchUpload(UploadStore uploads) {
    this.uploads = uploads;
  }

  /**
   * Stores what follows of a file, to its end.
   *
   * @param offset how many bytes are stored already
   * @return the SHA-256 of the whole file
   * @throws ProblemException if it is empty, too large, or does not arrive, or if PostgreSQL is
   *     unavailable
   */
  byte[] finish(UUID batch, long offset, InputStream body, long maxBytes) throws IOException {
    MessageDigest digest = sha256();
    for (int number = 0; (long) number * PART < offset; number++) {
      digest.update(stored(batch, number));
    }
    if (receive(batch, offset, body, maxBytes, digest, true) == 0) {
      throw new ProblemException(ErrorCode.EMPTY_BODY);
    }
    return digest.digest();
  }

  /**
   * Stores whole parts of what follows of a file. What is left of the last one has to be sent
   * again.
   *
   * @param offset how many bytes are stored already
   * @throws ProblemException as {@link #finish}
   */
  void append(UUID batch, long offset, InputStream body, long maxBytes) throws IOException {
    receive(batch, offset, body, maxBytes, sha256(), false);
  }

  /** Returns how many bytes have arrived in all. */
  private long receive(
      UUID batch, long offset, InputStream body, long maxBytes, MessageDigest digest, boolean toEnd)
      throws IOException {
    byte[] part = new byte[PART];
    long bytes = offset;
    int read = body.readNBytes(part, 0, PART);
    while (read > 0) {
      if (bytes % PART != 0) {
        throw offsetMismatch(bytes);
      }
      int number = Math.toIntExact(bytes / PART);
      bytes += read;
      if (bytes > maxBytes) {
        throw new ProblemException(ErrorCode.BODY_TOO_LARGE);
      }
      if (read < PART && !toEnd) {
        return bytes;
      }
      digest.update(part, 0, read);
      append(batch, number, read == PART ? part : Arrays.copyOf(part, read));
      read = body.readNBytes(part, 0, PART);
    }
    return bytes;
  }

  private byte[] stored(UUID batch, int number) {
    return StoreAccess.call(() -> uploads.part(batch, number))
        .orElseThrow(() -> new ProblemException(ErrorCode.BATCH_NOT_FOUND));
  }

  private void append(UUID batch, int number, byte[] part) {
    if (!StoreAccess.call(() -> uploads.append(batch, number, part))) {
      // Another request sends the same file, or the batch was cancelled or deleted meanwhile.
      boolean receives = StoreAccess.call(() -> uploads.isReceiving(batch));
      throw new ProblemException(receives ? ErrorCode.REQUEST_TIMEOUT : ErrorCode.BATCH_STATE);
    }
  }

  /**
   * @param bytes that are stored
   */
  static ProblemException offsetMismatch(long bytes) {
    return new ProblemException(
        Problem.of(
            ErrorCode.UPLOAD_OFFSET,
            "%d bytes of the file are stored. Send what follows, with this number as Upload-Offset."
                .formatted(bytes)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
