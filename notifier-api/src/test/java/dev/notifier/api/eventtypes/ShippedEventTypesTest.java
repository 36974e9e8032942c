package dev.notifier.api.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult;
import dev.notifier.templates.vietnamese.LegacyEncodingDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ShippedEventTypesTest {
  private static final List<EventTypeRecord> ALL = ShippedEventTypes.all();
  private static final List<String> OPEN =
      List.of(
          "account.password.reset",
          "card.expiring",
          "case.decided",
          "contribution.received",
          "notice.published");

  static Stream<EventTypeRecord> types() {
    return ALL.stream();
  }

  /** Complaints about a case may come for two years; about a visit only for weeks. */
  @Test
  void casesAreKeptForTwoYearsAndVisitsForAMonth() {
    for (EventTypeRecord type : ALL) {
      Duration expected = null;
      if (type.name().startsWith("case.")) {
        expected = Duration.ofDays(730);
      } else if (type.name().startsWith("visit.")) {
        expected = Duration.ofDays(30);
      }
      assertThat(type.retention()).as(type.name()).isEqualTo(expected);
    }
  }

  @Test
  void theseEventTypesAreShipped() {
    assertThat(ALL)
        .extracting(EventTypeRecord::name)
        .containsExactly(
            "account.password.reset",
            "benefit.paid",
            "card.expiring",
            "card.renewed",
            "card.suspended",
            "case.decided",
            "case.delayed",
            "case.incomplete",
            "case.received",
            "contribution.overdue",
            "contribution.received",
            "contribution.stopped",
            "employer.payment.received",
            "employer.statement.issued",
            "facility.report.accepted",
            "notice.published",
            "pension.scheduled",
            "reply.answered",
            "reply.card-validity",
            "reply.case-status",
            "reply.contribution-record",
            "reply.new-password",
            "visit.recorded",
            "voluntary.due",
            "voluntary.received");
  }

  @ParameterizedTest
  @MethodSource("types")
  void isValidWithItsSamples(EventTypeRecord type) {
    SchemaCompiler compiler = new SchemaCompiler();

    assertThat(new EventTypeValidator(compiler).violations(type)).isEmpty();
    assertThat(type.template()).isEqualTo(type.name().replace('.', '-'));
    assertThat(type.timeToLive()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("types")
  void hasTitlesAndExamples(EventTypeRecord type) {
    assertThat(type.schema()).containsEntry("title", type.title());
    properties(type)
        .forEach((name, property) -> {
          if (!name.equals("recipient")) {
            assertThat(property).as(name).containsKeys("title", "examples");
          }
        });
  }

  @ParameterizedTest
  @MethodSource("types")
  void examplesMatchTheirFields(EventTypeRecord type) {
    CompiledEventType compiled = new SchemaCompiler().compile(type);
    JsonMapper json = JsonMapper.shared();
    properties(type)
        .forEach((name, property) -> {
          if (property.get("examples") instanceof List<?> examples) {
            Map<String, Object> data = new LinkedHashMap<>(sample(type, EventTypeRecord.TYPICAL));
            examples.forEach(example -> {
              data.put(name, example);
              assertThat(compiled.violations("", json.valueToTree(data))).as(name).isEmpty();
            });
          }
        });
  }

  @ParameterizedTest
  @MethodSource("types")
  void samplesHaveValidPhoneNumbers(EventTypeRecord type) {
    for (String kind : List.of(EventTypeRecord.TYPICAL, EventTypeRecord.LONGEST)) {
      Object phone =
          sample(type, kind).get("recipient") instanceof Map<?, ?> recipient
              ? recipient.get("phone")
              : null;
      assertThat(PhoneNumberParser.parse(String.valueOf(phone)))
          .isInstanceOf(PhoneNumberResult.Accepted.class);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void samplesAreInUnicode(EventTypeRecord type) {
    CompiledEventType compiled = new SchemaCompiler().compile(type);
    List<String> texts = new ArrayList<>();
    for (Map<String, Object> sample : type.samples().values()) {
      compiled.forEachFreeText(
          JsonMapper.shared().valueToTree(sample), (_, text) -> texts.add(text));
    }

    assertThat(texts).hasSizeGreaterThan(4).contains("Ông/Bà");
    assertThat(texts).allSatisfy(text -> assertThat(LegacyEncodingDetector.detect(text)).isEmpty());
  }

  /** The schemas of five types allow longer texts than a message can have. */
  @ParameterizedTest
  @MethodSource("types")
  void longestSampleIsNearTheLimits(EventTypeRecord type) {
    if (OPEN.contains(type.name())) {
      return;
    }
    Map<String, Object> longest = sample(type, EventTypeRecord.LONGEST);
    properties(type)
        .forEach((name, property) -> {
          if (!name.equals("recipient")) {
            assertThat(longest).as("the longest sample has every field").containsKey(name);
          }
          if (property.get("maxLength") instanceof Integer max
              && longest.get(name) instanceof String text) {
            assertThat(text.length()).as(name).isBetween(max * 9 / 10, max);
          }
        });
  }

  @Test
  void onlyFiveTypesAcceptUnknownFields() {
    assertThat(ALL)
        .filteredOn(type -> Boolean.TRUE.equals(type.schema().get("additionalProperties")))
        .extracting(EventTypeRecord::name)
        .containsExactlyElementsOf(OPEN);
  }

  @Test
  void passwordCodesAreUrgentAndNoticesAreInBulk() {
    EventTypeRecord code = ALL.getFirst();
    assertThat(code.category()).isEqualTo(Category.OTP);
    assertThat(code.lane()).isEqualTo(Lane.URGENT);
    assertThat(code.timeToLive()).isEqualTo(Duration.ofMinutes(5));
    assertThat(code.quietHours()).isNull();
    assertThat(ALL)
        .filteredOn(type -> type.category() == Category.GENERAL_INFO)
        .singleElement()
        .satisfies(type -> assertThat(type.lane()).isEqualTo(Lane.BULK));
    assertThat(ALL).filteredOn(type -> type.category() == Category.SERVICE).hasSize(23);
  }

  private static Map<String, Object> sample(EventTypeRecord type, String kind) {
    Map<String, Object> sample = type.samples().get(kind);
    assertThat(sample).isNotNull();
    return Objects.requireNonNull(sample);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> properties(EventTypeRecord type) {
    @Nullable Object properties = type.schema().get("properties");
    return (Map<String, Map<String, Object>>) Objects.requireNonNull(properties);
  }
}
