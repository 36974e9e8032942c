package dev.notifier.api.batches;

import dev.notifier.batchfiles.UnreadableFile;
import dev.notifier.contracts.sending.BatchReason;
import dev.notifier.contracts.sending.BatchReason.Failures;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the reason of a batch says, for programs.
 *
 * @param code of {@link BatchReason}, or of what is wrong with the file
 * @param row of the file that it is about
 * @param failures because of which it has stopped by itself
 * @param detail the part of the sentence that is not known before
 */
record CauseDocument(
    String code, @Nullable Long row, @Nullable Failures failures, @Nullable String detail) {
  /** The cause in a sentence; null if the sentence is of a former release, or there is none. */
  static @Nullable CauseDocument of(@Nullable String sentence) {
    return sentence == null
        ? null
        : BatchReason.find(sentence)
            .map(reason ->
                new CauseDocument(reason.code(), null, reason.failures(), reason.detail()))
            .or(() -> ofFile(sentence))
            .orElse(null);
  }

  private static Optional<CauseDocument> ofFile(String sentence) {
    return UnreadableFile.find(sentence)
        .map(file ->
            new CauseDocument(file.kind().code(), file.row() == 0 ? null : file.row(), null, null));
  }
}
