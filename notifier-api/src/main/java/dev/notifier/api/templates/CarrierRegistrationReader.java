package dev.notifier.api.templates;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.templates.CarrierRegistration;
import dev.notifier.store.templates.CarrierRegistration.Status;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what operators say a carrier knows of a template. */
final class CarrierRegistrationReader {
  static final Set<String> FIELDS =
      Set.of("registeredId", "status", "maxLengths", "validFrom", "validUntil", "why");
  private static final int MAX_ID_CHARACTERS = 100;
  private static final int MAX_PARAMETERS = 50;
  private static final int MAX_LENGTH = 1_000;

  private final CommandFields order;

  CarrierRegistrationReader(CommandFields order) {
    this.order = order;
  }

  /**
   * Reads.
   *
   * @throws ProblemException when something cannot be
   */
  CarrierRegistration read(String template, String carrier, String by, Instant now) {
    if (!carrier.matches("[a-z0-9-]{1,40}")) {
      throw bad("A carrier is named like its route: 1 to 40 of a to z, 0 to 9 and hyphen");
    }
    Status status = status();
    Instant from = time("validFrom");
    Instant until = time("validUntil");
    if (from != null && until != null && !from.isBefore(until)) {
      throw bad("validUntil must be later than validFrom");
    }
    return new CarrierRegistration(
        template, carrier, registeredId(status), status, lengths(), from, until, by, now);
  }

  private Status status() {
    String word = order.fields().path("status").asString("");
    return Arrays.stream(Status.values())
        .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() ->
            bad(
                "status must be one of "
                    + Arrays.stream(Status.values())
                        .map(status -> status.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))));
  }

  private String registeredId(Status status) {
    String id = order.fields().path("registeredId").asString("").strip();
    if (id.length() > MAX_ID_CHARACTERS || id.chars().anyMatch(Character::isISOControl)) {
      throw bad("registeredId has at most " + MAX_ID_CHARACTERS + " characters in one line");
    }
    if (id.isEmpty() && status == Status.APPROVED) {
      throw bad("registeredId is needed: the carrier gave one when it approved the template");
    }
    return id;
  }

  private Map<String, Integer> lengths() {
    Map<String, Integer> lengths = new TreeMap<>();
    JsonNode given = order.fields().path("maxLengths");
    given.forEachEntry((name, length) -> {
      if (name.length() > MAX_ID_CHARACTERS
          || !length.isInt()
          || length.intValue() < 1
          || length.intValue() > MAX_LENGTH) {
        throw bad("maxLengths holds whole numbers from 1 to " + MAX_LENGTH + " by parameter");
      }
      lengths.put(name, length.intValue());
    });
    if (lengths.size() > MAX_PARAMETERS || !(given.isMissingNode() || given.isObject())) {
      throw bad("maxLengths is an object of at most " + MAX_PARAMETERS + " parameters");
    }
    return lengths;
  }

  private @Nullable Instant time(String field) {
    JsonNode given = order.fields().path(field);
    if (given.isMissingNode() || given.isNull()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(given.asString()).toInstant();
    } catch (DateTimeParseException e) {
      throw bad(field + " must be a time with seconds and offset: 2026-12-01T08:00:00+07:00");
    }
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_REGISTRATION, detail + "."));
  }
}
