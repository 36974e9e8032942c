package dev.notifier.api.optouts;

import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult.Accepted;
import dev.notifier.numbers.PhoneNumberResult.Rejected;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads which number said something, when, and how that is known, for one request. Immutable.
 *
 * @param tenant who records it
 * @param enteredBy the name of the caller
 * @param now the time of statements without one
 */
public record EvidenceReader(RecipientKey numbers, String tenant, String enteredBy, Instant now) {
  /** How far a clock of a caller may be ahead; such a time counts as now. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  /** Before, there were no messages to opt out of. */
  private static final Instant EARLIEST = Instant.parse("1995-01-01T00:00:00Z");

  private static final int MAX_NOTE = 500;
  private static final Pattern CHANNEL = Pattern.compile("[a-z0-9-]{1,20}");
  private static final Pattern ID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /**
   * What a caller sends.
   *
   * @param phone in any of the usual spellings
   * @param channel how the recipient said so
   * @param at when, in RFC 3339; null = now
   * @param note what the recipient said
   * @param inboundId the id of the inbound message that said so
   */
  public record Form(
      String phone,
      String channel,
      @Nullable String at,
      @Nullable String note,
      @Nullable String inboundId) {
    /** Omits the number and the note. */
    @Override
    public String toString() {
      return "Form[" + channel + "]";
    }
  }

  /** What became of a form. */
  public sealed interface Result {}

  /**
   * What was said.
   *
   * @param recipient the HMAC of the number
   * @param phone in E.164 format
   * @param at when, in microseconds
   */
  public record Said(UUID recipient, String phone, Instant at, Evidence evidence)
      implements Result {
    /** Omits the number. */
    @Override
    public String toString() {
      return "Said[" + at + "]";
    }
  }

  /**
   * What is wrong.
   *
   * @param field the name of the field
   * @param detail what to do, without the value
   */
  public record Wrong(String field, ErrorCode code, String detail) implements Result {
    static Wrong value(String field, String detail) {
      return new Wrong(field, ErrorCode.INVALID_PARAMETER, detail);
    }
  }

  /** Reads a form. */
  public Result read(Form form) {
    Wrong wrong = wrong(form);
    if (wrong != null) {
      return wrong;
    }
    return switch (PhoneNumberParser.parse(form.phone())) {
      case Accepted accepted -> said(form, accepted.number().e164());
      case Rejected rejected -> {
        ErrorCode code = ErrorCode.of(rejected.problem());
        yield new Wrong("phone", code, code.detail());
      }
    };
  }

  private Result said(Form form, String phone) {
    Instant at = form.at() == null ? now : Rfc3339.parse(form.at());
    if (at == null) {
      return Wrong.value("at", "This is no time. Send one such as 2026-12-01T08:00:00+07:00.");
    }
    if (at.isBefore(EARLIEST) || at.isAfter(now.plus(CLOCKS_DIFFER))) {
      return Wrong.value("at", "Send when the recipient said so, which is in the past.");
    }
    // Otherwise it would hide what the recipient says in the next minutes.
    Instant said = at.isAfter(now) ? now : at;
    Evidence evidence =
        new Evidence(tenant, enteredBy, form.channel(), form.note(), inbound(form.inboundId()));
    return new Said(numbers.bitsOf(phone), phone, said.truncatedTo(ChronoUnit.MICROS), evidence);
  }

  private static @Nullable UUID inbound(@Nullable String id) {
    return id == null ? null : UUID.fromString(id);
  }

  private static @Nullable Wrong wrong(Form form) {
    if (!CHANNEL.matcher(form.channel()).matches()) {
      return Wrong.value("channel", "Send 1 to 20 of the characters a-z, 0-9 and hyphen.");
    }
    String note = form.note();
    if (note != null && (note.length() > MAX_NOTE || note.indexOf('\0') >= 0)) {
      return Wrong.value("note", "Send at most 500 characters, without the character NUL.");
    }
    String inbound = form.inboundId();
    return inbound == null || ID.matcher(inbound).matches()
        ? null
        : Wrong.value("inboundId", "Send the id of an inbound message, which is a UUID.");
  }
}
