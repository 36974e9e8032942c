package dev.notifier.api.directory;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult.Accepted;
import dev.notifier.numbers.PhoneNumberResult.Rejected;
import dev.notifier.store.directory.Recipient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a caller says about a person.
 *
 * @param phones in any usual notation; the first is the preferred one
 * @param changedAt when the caller's own records said so; null = now
 * @param consent what the person said by purpose; null if nothing
 */
record RecipientForm(
    String personRef,
    List<String> phones,
    @Nullable String locale,
    @Nullable String kind,
    @Nullable String livingArea,
    @Nullable Instant changedAt,
    @Nullable StatedConsent consent) {
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "RecipientForm",
          new RequestSchema.Codes(ErrorCode.INVALID_RECIPIENT, ErrorCode.INVALID_RECIPIENT));

  /** PostgreSQL reads no longer year; what is in the future counts as now anyway. */
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private static final String BLANK =
      "The reference has no character. Send your own name for the person.";

  private static final String TOO_OLD =
      "The time is before 1970. Send when your records changed, or omit it.";

  /**
   * Reads a form.
   *
   * @throws ProblemException with all violations, which quote no value
   */
  static RecipientForm read(JsonNode body) {
    return SCHEMA.bind(body, RecipientForm.class);
  }

  /**
   * The person.
   *
   * @throws ProblemException with all violations, which quote no value
   */
  Recipient recipient() {
    List<Violation> violations = new ArrayList<>();
    if (personRef.isBlank()) {
      violations.add(new Violation("/personRef", ErrorCode.INVALID_RECIPIENT, BLANK));
    }
    if (changedAt != null && changedAt.isBefore(Instant.EPOCH)) {
      violations.add(new Violation("/changedAt", ErrorCode.INVALID_RECIPIENT, TOO_OLD));
    }
    Set<String> numbers = new LinkedHashSet<>();
    for (int i = 0; i < phones.size(); i++) {
      switch (PhoneNumberParser.parse(phones.get(i))) {
        case Accepted accepted -> numbers.add(accepted.number().e164());
        case Rejected rejected ->
            violations.add(Violation.at("/phones/" + i, ErrorCode.of(rejected.problem())));
      }
    }
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations));
    }
    Instant at = changedAt != null && changedAt.isAfter(LATEST) ? LATEST : changedAt;
    return new Recipient(personRef, List.copyOf(numbers), locale, kind, livingArea, at);
  }

  /** Omits the reference and the numbers. */
  @Override
  public String toString() {
    return "RecipientForm[" + phones.size() + " numbers]";
  }
}
