package dev.notifier.api.optouts;

import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult.Accepted;
import dev.notifier.numbers.PhoneNumberResult.Rejected;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.optouts.OptOutStatement;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns what callers send into the statements of one request. Immutable.
 *
 * @param tenant who records them
 * @param enteredBy the name of the caller
 * @param scope whose messages they concern
 * @param optedOut whether recipients opt out, or in again
 * @param now the time of statements without one
 */
record StatementReader(
    RecipientKey numbers,
    String tenant,
    String enteredBy,
    String scope,
    boolean optedOut,
    Instant now) {
  /** A clock of a caller may be ahead by so much; such a time counts as now. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  /** Before, there were no messages to opt out of. */
  private static final Instant EARLIEST = Instant.parse("1995-01-01T00:00:00Z");

  private static final int MAX_NOTE = 500;
  private static final Pattern CHANNEL = Pattern.compile("[a-z0-9-]{1,20}");
  private static final Pattern ID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** What became of a form. */
  sealed interface Result {}

  /** The statements, one for each purpose. */
  record Read(List<OptOutStatement> statements) implements Result {}

  /**
   * What is wrong.
   *
   * @param field the name of the field
   * @param detail what to do, without the value
   */
  record Refused(String field, ErrorCode code, String detail) implements Result {
    static Refused value(String field, String detail) {
      return new Refused(field, ErrorCode.INVALID_PARAMETER, detail);
    }
  }

  Result read(StatementForm form) {
    Refused wrong = wrong(form);
    if (wrong != null) {
      return wrong;
    }
    return switch (PhoneNumberParser.parse(form.phone())) {
      case Accepted accepted -> statements(form, accepted.number().e164());
      case Rejected rejected -> {
        ErrorCode code = ErrorCode.of(rejected.problem());
        yield new Refused("phone", code, code.detail());
      }
    };
  }

  private Result statements(StatementForm form, String phone) {
    Instant at = form.at() == null ? now : Rfc3339.parse(form.at());
    if (at == null) {
      return Refused.value("at", "This is no time. Send one such as 2026-12-01T08:00:00+07:00.");
    }
    if (at.isBefore(EARLIEST) || at.isAfter(now.plus(CLOCKS_DIFFER))) {
      return Refused.value("at", "Send when the recipient said so, which is in the past.");
    }
    // Otherwise it would hide what the recipient says in the next minutes.
    Instant said = at.isAfter(now) ? now : at;
    Set<OptOutPurpose> purposes = EnumSet.noneOf(OptOutPurpose.class);
    form.purposes().forEach(purpose -> purposes.add(OptOutPurpose.valueOf(purpose)));
    Evidence evidence =
        new Evidence(tenant, enteredBy, form.channel(), form.note(), inbound(form.inboundId()));
    UUID recipient = numbers.bitsOf(phone);
    List<OptOutStatement> statements = new ArrayList<>(purposes.size());
    for (OptOutPurpose purpose : purposes) {
      statements.add(
          new OptOutStatement(
              recipient,
              phone,
              scope,
              purpose,
              optedOut,
              said.truncatedTo(ChronoUnit.MICROS),
              evidence));
    }
    return new Read(statements);
  }

  private static @Nullable UUID inbound(@Nullable String id) {
    return id == null ? null : UUID.fromString(id);
  }

  private static @Nullable Refused wrong(StatementForm form) {
    if (form.purposes().isEmpty() || !form.purposes().stream().allMatch(StatementReader::isKnown)) {
      return Refused.value(
          "purposes", "Send one or more of SERVICE, GENERAL_INFO and ADVERTISING.");
    }
    if (!CHANNEL.matcher(form.channel()).matches()) {
      return Refused.value("channel", "Send 1 to 20 of the characters a-z, 0-9 and hyphen.");
    }
    String note = form.note();
    if (note != null && (note.length() > MAX_NOTE || note.indexOf('\0') >= 0)) {
      return Refused.value("note", "Send at most 500 characters, without the character NUL.");
    }
    String inbound = form.inboundId();
    return inbound == null || ID.matcher(inbound).matches()
        ? null
        : Refused.value("inboundId", "Send the id of an inbound message, which is a UUID.");
  }

  private static boolean isKnown(String purpose) {
    for (OptOutPurpose known : OptOutPurpose.values()) {
      if (known.name().equals(purpose)) {
        return true;
      }
    }
    return false;
  }
}
