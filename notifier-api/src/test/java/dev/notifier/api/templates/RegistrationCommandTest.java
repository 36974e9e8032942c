package dev.notifier.api.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.templates.CarrierRegistration;
import dev.notifier.store.templates.CarrierRegistration.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RegistrationCommandTest {
  private static final TemplateName TEMPLATE = TemplateName.national("library-due");
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

  @Test
  void convertsAllFields() {
    String body =
        """
        {"registeredId":" VT-20931 ","status":"approved","maxLengths":{"title":40},
         "validFrom":"2026-12-01T00:00:00+07:00","validUntil":null,"reason":"letter"}
        """;

    assertThat(registration(body, "viettel"))
        .isEqualTo(
            new CarrierRegistration(
                TEMPLATE,
                "viettel",
                "VT-20931",
                Status.APPROVED,
                Map.of("title", 40),
                Instant.parse("2026-11-30T17:00:00Z"),
                null,
                "editor",
                NOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{}; viettel; invalid-registration; /status: This field is required. Add it.",
        "{\"status\":\"perhaps\"}; viettel; invalid-registration; /status: This field must be one of draft, submitted, approved, rejected, expired.",
        "{\"status\":\"draft\",\"more\":1}; viettel; invalid-parameter; /more: This field is unknown. Use one of registeredId, status, maxLengths, validFrom, validUntil, reason.",
        "{\"status\":\"draft\",\"maxLengths\":{\"a\":0}}; viettel; invalid-registration; /maxLengths/a: This number must be at least 1.",
        "{\"status\":\"draft\",\"maxLengths\":[]}; viettel; invalid-registration; /maxLengths: This field must be an object, in curly brackets.",
        "{\"status\":\"draft\",\"validFrom\":\"2026-12-01\"}; viettel; invalid-registration; /validFrom: This text must be a time such as 2026-12-01T08:00:00+07:00.",
        "{\"status\":\"approved\"}; viettel; invalid-registration; registeredId is required for the status approved.",
        "{\"status\":\"draft\"}; vietel; invalid-registration; There is no route with the name of this carrier, so the registration would have no effect. Use one of viettel, vinaphone. Did you mean viettel?",
        "{\"status\":\"draft\"}; Viettel; invalid-registration; The carrier has the name of its route: 1 to 40 lower-case letters, digits and hyphens.",
        "{\"status\":\"draft\",\"validFrom\":\"2026-12-01T00:00:00Z\",\"validUntil\":\"2026-12-01T00:00:00Z\"}; viettel; invalid-registration; validUntil must be later than validFrom.",
      })
  void rejectsAnInvalidRegistration(String body, String carrier, String code, String detail) {
    ProblemException rejected =
        catchThrowableOfType(ProblemException.class, () -> registration(body, carrier));

    assertThat(rejected.problem().code()).isEqualTo(code);
    assertThat(rejected.problem().detail()).isEqualTo(detail);
  }

  private static CarrierRegistration registration(String body, String carrier) {
    return RegistrationCommand.SCHEMA
        .bind(JsonMapper.shared().readTree(body), RegistrationCommand.class)
        .toRegistration(TEMPLATE, carrier, "editor", NOW, List.of("viettel", "vinaphone"));
  }
}
