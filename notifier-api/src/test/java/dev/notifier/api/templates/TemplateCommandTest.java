package dev.notifier.api.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TemplateCommandTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

  @Test
  void readsTheFields() {
    TemplateCommand command =
        read(
            TemplateCommand.PUBLISH,
            "{\"reason\":\" new\\nyear \",\"at\":\"2027-01-04T07:00:00+07:00\"}");

    assertThat(command.reason()).isEqualTo("new\nyear");
    assertThat(command.publishAt(NOW)).isEqualTo(Instant.parse("2027-01-04T00:00:00Z"));
    assertThat(read(TemplateCommand.ROLL_BACK, "{\"version\":3,\"reason\":\"x\"}").version())
        .isEqualTo(3);
    assertThat(read(TemplateCommand.OPTIONAL_REASON, "{}").reason()).isEmpty();
    assertThat(read(TemplateCommand.PUBLISH, "{\"at\":null}").publishAt(NOW)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "Reason; {}; /reason; missing-reason",
        "Reason; {\"reason\":\" \\n \"}; /reason; missing-reason",
        "Reason; {\"reason\":\"a\\u0000\"}; /reason; missing-reason",
        "Reason; {\"reason\":7}; /reason; missing-reason",
        "OptionalReason; {\"reason\":\"\\u0007\"}; /reason; missing-reason",
        "OptionalReason; {\"at\":\"2027-01-04T07:00:00+07:00\"}; /at; invalid-parameter",
        "PublishCommand; {\"at\":\"2027-01-04\"}; /at; invalid-publish-time",
        "PublishCommand; {\"at\":\"2026-12-31T23:59:60Z\"}; /at; invalid-publish-time",
        "RollBackCommand; {\"reason\":\"x\"}; /version; invalid-parameter",
        "RollBackCommand; {\"reason\":\"x\",\"version\":0}; /version; invalid-parameter",
        "RollBackCommand; {\"reason\":\"x\",\"version\":9999999999}; /version; invalid-parameter",
      })
  void rejectsAnInvalidField(String schema, String body, String pointer, String code) {
    ProblemException rejected =
        catchThrowableOfType(ProblemException.class, () -> read(schema(schema), body));

    assertThat(rejected.problem().code()).isEqualTo(code);
    assertThat(rejected.problem().errors())
        .extracting(Problem.Entry::pointer)
        .containsExactly(pointer);
  }

  @Test
  void limitsTheLengthOfTheReason() {
    String longest = "é".repeat(500);

    assertThat(read(TemplateCommand.REASON, "{\"reason\":\"" + longest + "\"}").reason())
        .isEqualTo(longest);
    assertThat(
            catchThrowableOfType(
                    ProblemException.class,
                    () -> read(TemplateCommand.REASON, "{\"reason\":\"" + longest + "é\"}"))
                .problem()
                .detail())
        .isEqualTo("/reason: This text may have at most 500 characters.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-12-01T01:00:00Z", "2020-01-01T00:00:00Z", "2027-12-02T01:00:01Z"})
  void publishesOnlyInTheNext366Days(String at) {
    TemplateCommand command = read(TemplateCommand.PUBLISH, "{\"at\":\"" + at + "\"}");

    assertThat(
            catchThrowableOfType(ProblemException.class, () -> command.publishAt(NOW))
                .problem()
                .code())
        .isEqualTo("invalid-publish-time");
  }

  private static RequestSchema schema(String name) {
    return switch (name) {
      case "Reason" -> TemplateCommand.REASON;
      case "OptionalReason" -> TemplateCommand.OPTIONAL_REASON;
      case "PublishCommand" -> TemplateCommand.PUBLISH;
      default -> TemplateCommand.ROLL_BACK;
    };
  }

  private static TemplateCommand read(RequestSchema schema, String body) {
    return schema.bind(JsonMapper.shared().readTree(body), TemplateCommand.class);
  }
}
