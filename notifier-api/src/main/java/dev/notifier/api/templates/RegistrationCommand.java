package dev.notifier.api.templates;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.templates.CarrierRegistration;
import dev.notifier.store.templates.CarrierRegistration.Status;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The registration of a template with a carrier, as operators send it.
 *
 * @param registeredId empty if none is given
 * @param maxLengths the maximum length of each parameter, by its name
 * @param validFrom null = from the approval
 * @param validUntil null = no end
 * @param reason empty if none is given
 */
record RegistrationCommand(
    String registeredId,
    Status status,
    Map<String, Integer> maxLengths,
    @Nullable OffsetDateTime validFrom,
    @Nullable OffsetDateTime validUntil,
    String reason) {
  static final RequestSchema SCHEMA =
      RequestSchema.named(
          "RegistrationCommand",
          new RequestSchema.Codes(
              ErrorCode.INVALID_REGISTRATION,
              ErrorCode.INVALID_PARAMETER,
              Map.of("reason", ErrorCode.MISSING_REASON)));

  RegistrationCommand {
    registeredId = Objects.requireNonNullElse(registeredId, "").strip();
    maxLengths = new TreeMap<>(Objects.requireNonNullElse(maxLengths, Map.of()));
    reason = Objects.requireNonNullElse(reason, "").strip();
  }

  /**
   * Reads a registration.
   *
   * @throws ProblemException with all violations
   */
  static RegistrationCommand read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(
        CommandBody.readOptional(request, TemplateCommand.BODY), RegistrationCommand.class);
  }

  /**
   * Converts the command.
   *
   * @param routes the names of all routes; empty = none is known
   * @throws ProblemException if the fields do not match each other
   */
  CarrierRegistration toRegistration(
      TemplateName template, String carrier, String by, Instant now, List<String> routes) {
    if (!carrier.matches("[a-z0-9-]{1,40}")) {
      throw invalid(
          "The carrier has the name of its route: 1 to 40 lower-case letters, digits and hyphens.");
    }
    if (!routes.isEmpty() && !routes.contains(carrier)) {
      throw invalid(
          "There is no route with the name of this carrier, so the registration would have no"
              + " effect. Use one of "
              + String.join(", ", routes)
              + "."
              + NearNames.suggestion(carrier, routes));
    }
    if (registeredId.isEmpty() && status == Status.APPROVED) {
      throw invalid("registeredId is required for the status approved.");
    }
    Instant from = instant(validFrom);
    Instant until = instant(validUntil);
    if (from != null && until != null && !from.isBefore(until)) {
      throw invalid("validUntil must be later than validFrom.");
    }
    return new CarrierRegistration(
        template, carrier, registeredId, status, maxLengths, from, until, by, now);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_REGISTRATION, detail));
  }
}
