package dev.notifier.api.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.planning.UnknownSnapshots;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.sending.SendingRules;
import dev.notifier.templates.vietnamese.LegacyEncoding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventValidatorTest {
  private static final Instant NOW = Instant.parse("2026-12-01T02:00:00Z");
  private static final EventTypeRegistry TYPES = EventTypeRegistry.shipped();

  private final EventParser parser = new EventParser();
  private final EventValidator validator =
      new EventValidator(TYPES, UnknownSnapshots.of(TYPES), UnknownSnapshots.DIGEST, true);

  static List<String> names() {
    return TYPES.names().stream().filter(name -> !name.startsWith("reply.")).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void acceptsEverySampleOfEveryType(String name) {
    for (String kind : List.of("typical", "longest")) {
      assertThat(validate(event(name, kind))).as(kind).isInstanceOf(ValidationResult.Valid.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/inbound, reserved-source",
    "/inbound/8079, reserved-source",
    "/batches/17, reserved-source",
    "/notifier/default, reserved-source",
    "/inbound-post, ",
    "/tst/inbound, "
  })
  void refusesTheSourcesOfNotifier(String source, @Nullable String code) {
    ObjectNode event = event("benefit.paid", "typical");
    event.put("source", source);

    if (code == null) {
      assertThat(valid(event).event().reply()).isNull();
    } else {
      assertThat(violations(event))
          .singleElement()
          .satisfies(violation -> {
            assertThat(violation.code().id()).isEqualTo(code);
            assertThat(violation.pointer()).isEqualTo("/source");
          });
    }
  }

  /** Their texts are free: they would go past the review of templates. */
  @ParameterizedTest
  @ValueSource(strings = {"reply.answered", "reply.case-status", "reply.no-such"})
  void refusesTheTypesOfAnswers(String type) {
    ObjectNode event = event("benefit.paid", "typical");
    event.put("type", type);

    assertThat(violations(event))
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.code().id()).isEqualTo("reserved-type");
          assertThat(violation.pointer()).isEqualTo("/type");
        });
  }

  @Test
  void derivesTheExpiryFromTheTypeUnlessTheCallerSendsIt() {
    ObjectNode event = event("benefit.paid", "typical");

    assertThat(valid(event).event().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(2)));
    ((ObjectNode) event.get("data")).put("expiresAt", "2027-01-01T00:00:00Z");
    ValidationResult.Valid valid = valid(event);
    assertThat(valid.event().expiresAt()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(valid.event().data()).doesNotContainKey("expiresAt");
  }

  @Test
  void takesTheRulesForItsSendingFromEventAndType() {
    ObjectNode event = event("benefit.paid", "typical");
    event.put("subject", "a payment").put("supersedes", "first");
    ((ObjectNode) event.get("data")).put("sendAfter", "2026-12-05T08:00:00+07:00");
    EventRecord accepted = valid(event).event();
    EventTypeRecord type = Objects.requireNonNull(TYPES.find("benefit.paid")).definition();

    assertThat(accepted.rules())
        .isEqualTo(
            new SendingRules(
                Instant.parse("2026-12-05T01:00:00Z"),
                type.quietHours(),
                type.businessKeyWindow(),
                null,
                "first"));
    assertThat(accepted.expiresAt()).isEqualTo(Instant.parse("2026-12-07T01:00:00Z"));
    assertThat(accepted.data()).doesNotContainKey("sendAfter");
    assertThat(accepted.bodyDigest())
        .isNotEqualTo(valid(event("benefit.paid", "typical")).event().bodyDigest());
  }

  @Test
  void aTimeThatHasPassedIsAsNone() {
    ObjectNode event = event("benefit.paid", "typical");
    ((ObjectNode) event.get("data")).put("sendAfter", NOW.toString());

    assertThat(valid(event).event().rules().sendAfter()).isNull();
    assertThat(valid(event).event().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(2)));
    assertThat(valid(event("account.password.reset", "typical")).event().sending()).isNull();
    assertThat(valid(event).event().bodyDigest())
        .as("the same body before that time and after it")
        .isNotEqualTo(valid(event("benefit.paid", "typical")).event().bodyDigest());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "benefit.paid; 2026-12-05 08:00; ; Send RFC 3339",
        "benefit.paid; 2026-12-05T08:00:00; ; Send RFC 3339",
        "benefit.paid; 2026-12-31T02:00:01Z; ; more than 30 days",
        "benefit.paid; 2026-12-05T08:00:00Z; 2026-12-05T15:00:00+07:00; not after sendAfter",
        "account.password.reset; 2026-12-01T02:00:30Z; ; sent at once"
      })
  void refusesATimeAtWhichItCannotBeSent(
      String type, String sendAfter, @Nullable String expiresAt, String detail) {
    ObjectNode event = event(type, "typical");
    ObjectNode data = (ObjectNode) event.get("data");
    data.put("sendAfter", sendAfter);
    if (expiresAt != null) {
      data.put("expiresAt", expiresAt);
    }

    assertThat(violations(event))
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.code().id()).isEqualTo("invalid-send-after");
          assertThat(violation.pointer()).isEqualTo("/data/sendAfter");
          assertThat(violation.detail()).contains(detail);
        });
  }

  @Test
  void anEventDoesNotCorrectItself() {
    ObjectNode event = event("benefit.paid", "typical");
    event.put("supersedes", "1");

    assertThat(violations(event))
        .singleElement()
        .satisfies(violation -> assertThat(violation.pointer()).isEqualTo("/supersedes"));
  }

  @Test
  void copiesOfAnEventHaveTheSameBodyDigest() {
    ObjectNode event = event("benefit.paid", "typical");
    UUID first = valid(event).event().bodyDigest();
    assertThat(first).isNotNull();
    event.put("time", "2026-12-01T01:59:59Z");
    ObjectNode recipient = (ObjectNode) event.at("/data/recipient");
    recipient.put("phone", "+84 " + recipient.get("phone").asString().substring(1));
    assertThat(valid(event).event().bodyDigest()).as("time, notation").isEqualTo(first);
    for (String field : List.of("subject", "templateversion", "expiresAt", "amountVnd")) {
      ObjectNode other = event("benefit.paid", "typical");
      switch (field) {
        case "subject" -> other.put(field, "x");
        case "templateversion" -> other.put(field, 1);
        case "expiresAt" -> ((ObjectNode) other.get("data")).put(field, "2027-01-01T00:00:00Z");
        default -> ((ObjectNode) other.get("data")).put(field, 1);
      }
      assertThat(valid(other).event().bodyDigest()).as(field).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Nguye^~n Va(n D-u+`ng, VIQR",
    "NguyÔn V¨n §øc, TCVN3",
  })
  void rejectsNamesInALegacyEncodingAndNamesTheEncoding(String text, LegacyEncoding encoding) {
    ObjectNode event = event("benefit.paid", "typical");
    ((ObjectNode) event.at("/data/recipient")).put("fullName", text);

    List<Violation> violations = violations(event);

    assertThat(violations)
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.code().id()).isEqualTo("legacy-encoding");
          assertThat(violation.pointer()).isEqualTo("/data/recipient/fullName");
          assertThat(violation.detail())
              .isEqualTo(
                  "This text is most probably "
                      + encoding.title()
                      + ". Convert it to UTF-8 where it is read, and send it again.");
        });
  }

  @Test
  void rejectsUtf8ThatWasReadInAnotherEncodingAlsoInLists() {
    String text =
        new String(
            "bản sao căn cước công dân".getBytes(StandardCharsets.UTF_8),
            Charset.forName("windows-1252"));
    ObjectNode event = event("case.incomplete", "typical");
    ((ObjectNode) event.get("data")).putArray("missing").add("sổ BHXH").add(text);

    assertThat(violations(event))
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.code().id()).isEqualTo("legacy-encoding");
          assertThat(violation.pointer()).isEqualTo("/data/missing");
        });
  }

  @Test
  void doesNotCheckTheEncodingOfCodes() {
    ObjectNode event = event("account.password.reset", "typical");
    ((ObjectNode) event.get("data")).put("secret", "a1o5u6e2y3a8");

    assertThat(validate(event)).isInstanceOf(ValidationResult.Valid.class);
  }

  @Test
  void readsTheGroupAndNotesTheKey() {
    ObjectNode event = event("case.decided", "typical").put("group", "bhyt-2027-01");
    assertThat(valid(event).event().group()).isEqualTo("bhyt-2027-01");
    assertThat(valid(event).event().keyId()).isEqualTo("ntf_live_ab12cd34");
    assertThat(violations(event.put("group", "a".repeat(65))))
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.code().id()).isEqualTo("attribute-too-long");
          assertThat(violation.pointer()).isEqualTo("/group");
        });
    assertThat(violations(event.put("group", 7)))
        .extracting(Violation::pointer)
        .containsExactly("/group");
  }

  private ValidationResult.Valid valid(ObjectNode event) {
    return (ValidationResult.Valid) validate(event);
  }

  private List<Violation> violations(ObjectNode event) {
    return ((ValidationResult.Invalid) validate(event)).violations();
  }

  private ValidationResult validate(ObjectNode event) {
    byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
    return validator
        .ofRequest(new EventValidator.Sender("default", "ntf_live_ab12cd34"), NOW)
        .validate(parser.parse(new ByteSlice(bytes, 0, bytes.length)));
  }

  private static ObjectNode event(String name, String kind) {
    CompiledEventType type = Objects.requireNonNull(TYPES.find(name));
    ObjectNode event = JsonMapper.shared().createObjectNode();
    event.put("specversion", "1.0").put("id", "1").put("source", "/s").put("type", name);
    event.put("time", NOW.toString());
    event.set("data", JsonMapper.shared().valueToTree(type.definition().samples().get(kind)));
    return event;
  }
}
