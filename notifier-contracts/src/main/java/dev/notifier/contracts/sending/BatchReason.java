package dev.notifier.contracts.sending;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a batch has no lines, is paused, or was cancelled without a request, except what is wrong
 * with its file. It is stored as a sentence for people, in which {@link #find} finds it again for
 * programs. Immutable.
 *
 * @param code stable, such as {@code by-person}
 * @param sentence in English
 * @param failures the lines because of which it has stopped by itself; null if it has not
 * @param detail the part of the sentence that is not known before; null if there is none
 */
public record BatchReason(
    String code, String sentence, @Nullable Failures failures, @Nullable String detail) {
  public static final BatchReason BY_PERSON = of("by-person", "Paused by a person.");
  public static final BatchReason NO_TYPE =
      of("no-type", "The event type does not exist any more.");
  public static final BatchReason FAILED =
      of(
          "failed",
          "The file could not be read because of a fault of the system. Send it again, or ask an "
              + "administrator what the job says.");
  public static final BatchReason NOTHING_TO_RETRY =
      of(
          "nothing-to-retry",
          "No line failed for a reason that may be gone later, or parts of such messages arrived.");
  public static final BatchReason RETRY_FAILED =
      of(
          "retry-failed",
          "The lines could not be copied because of a fault of the system. Retry the first batch "
              + "again.");
  public static final BatchReason PAUSED_TOO_LONG =
      of("paused-too-long", "It was paused for too long.");
  public static final BatchReason FORGOTTEN =
      of("forgotten", "It was neither released nor changed for too long.");

  private static final List<BatchReason> FIXED =
      List.of(
          BY_PERSON, NO_TYPE, FAILED, NOTHING_TO_RETRY, RETRY_FAILED, PAUSED_TOO_LONG, FORGOTTEN);
  private static final String NO_TEXT = "No text can be made: ";
  private static final String NOT_SENDABLE = "its lines cannot be sent: ";
  private static final String REJECTED = "rejected";
  private static final String UNDELIVERED = "undelivered";
  private static final Pattern STOPPED =
      Pattern.compile(
          "(\\d{1,18}) of (\\d{1,18}) lines that (carriers got|ended) in the last (\\d{1,9}) minutes "
              + "(?:were (?:rejected|not delivered)|failed with (\\w+))");

  /**
   * Lines that failed within some minutes.
   *
   * @param lines all, including those that failed
   * @param reason the name of the one for which they failed; null if they had several
   */
  public record Failures(long failed, long lines, long minutes, @Nullable String reason) {}

  private static BatchReason of(String code, String sentence) {
    return new BatchReason(code, sentence, null, null);
  }

  /** There is no template. */
  public static BatchReason noText(String detail) {
    return new BatchReason("no-text", NO_TEXT + detail + ".", null, detail);
  }

  /** The lines cannot be sent, and would not be later. */
  public static BatchReason notSendable(String detail) {
    return new BatchReason("not-sendable", NOT_SENDABLE + detail, null, detail);
  }

  /** Carriers have rejected too many of the lines that they got. */
  public static BatchReason rejected(Failures failures) {
    return stopped(REJECTED, "carriers got", "were rejected", failures);
  }

  /** Too many of the lines that have ended were not delivered. */
  public static BatchReason undelivered(Failures failures) {
    return stopped(UNDELIVERED, "ended", "were not delivered", failures);
  }

  private static BatchReason stopped(String code, String which, String how, Failures failures) {
    String reason = failures.reason();
    String sentence =
        "%d of %d lines that %s in the last %d minutes %s"
            .formatted(
                failures.failed(),
                failures.lines(),
                which,
                failures.minutes(),
                reason == null ? how : "failed with " + reason);
    return new BatchReason(code, sentence, failures, null);
  }

  /** The reason whose sentence it is; nothing for others, as of a former release. */
  public static Optional<BatchReason> find(String sentence) {
    for (BatchReason each : FIXED) {
      if (each.sentence.equals(sentence)) {
        return Optional.of(each);
      }
    }
    if (sentence.startsWith(NO_TEXT) && sentence.endsWith(".")) {
      return Optional.of(noText(sentence.substring(NO_TEXT.length(), sentence.length() - 1)));
    }
    if (sentence.startsWith(NOT_SENDABLE)) {
      return Optional.of(notSendable(sentence.substring(NOT_SENDABLE.length())));
    }
    Matcher stopped = STOPPED.matcher(sentence);
    return stopped.matches() ? Optional.of(stopped(stopped)) : Optional.empty();
  }

  private static BatchReason stopped(Matcher sentence) {
    Failures failures =
        new Failures(
            Long.parseLong(sentence.group(1)),
            Long.parseLong(sentence.group(2)),
            Long.parseLong(sentence.group(4)),
            sentence.group(5));
    return sentence.group(3).equals("ended") ? undelivered(failures) : rejected(failures);
  }
}
