package dev.notifier.api.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.problem.Violation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventValidatorTest {
  private static final Instant NOW = Instant.parse("2026-12-01T02:00:00Z");
  private static final EventTypeRegistry TYPES = EventTypeRegistry.shipped();

  private final EventValidator checker = new EventValidator(new EventParser(), TYPES);

  static List<String> names() {
    return List.copyOf(TYPES.names());
  }

  @ParameterizedTest
  @MethodSource("names")
  void everySampleOfEveryTypeIsTaken(String name) {
    for (String kind : List.of("typical", "longest")) {
      assertThat(check(event(name, kind))).as(kind).isInstanceOf(CheckResult.Good.class);
    }
  }

  @Test
  void anEventIsWorthlessWhenItsTypeSaysSoUnlessTheCallerDoes() {
    ObjectNode event = event("benefit.paid", "typical");

    assertThat(good(event).event().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(2)));
    ((ObjectNode) event.get("data")).put("expiresAt", "2027-01-01T00:00:00Z");
    CheckResult.Good good = good(event);
    assertThat(good.event().expiresAt()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(good.event().data()).doesNotContainKey("expiresAt");
  }

  @ParameterizedTest
  @CsvSource({
    "Nguye^~n Va(n D-u+`ng, VIQR",
    "NguyÔn V¨n §øc, TCVN3",
  })
  void garbageInANameIsRefusedWithTheLikelyEncoding(String garbage, String encoding) {
    ObjectNode event = event("benefit.paid", "typical");
    ((ObjectNode) event.at("/data/recipient")).put("fullName", garbage);

    List<Violation> findings = bad(event);

    assertThat(findings)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.code().id()).isEqualTo("legacy-encoding");
          assertThat(finding.pointer()).isEqualTo("/data/recipient/fullName");
          assertThat(finding.detail()).contains(encoding).doesNotContain(garbage);
        });
  }

  @Test
  void utf8ThatWasReadAsSomethingElseIsRefusedInsideOfListsToo() {
    String garbage =
        new String(
            "bản sao căn cước công dân".getBytes(StandardCharsets.UTF_8),
            Charset.forName("windows-1252"));
    ObjectNode event = event("case.incomplete", "typical");
    ((ObjectNode) event.get("data")).putArray("missing").add("sổ BHXH").add(garbage);

    assertThat(bad(event))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.code().id()).isEqualTo("legacy-encoding");
          assertThat(finding.pointer()).isEqualTo("/data/missing");
        });
  }

  @Test
  void codesAndNumbersAreNotReadAsWords() {
    ObjectNode event = event("account.password.reset", "typical");
    ((ObjectNode) event.get("data")).put("secret", "a1o5u6e2y3a8");

    assertThat(check(event)).isInstanceOf(CheckResult.Good.class);
  }

  private CheckResult.Good good(ObjectNode event) {
    return (CheckResult.Good) check(event);
  }

  private List<Violation> bad(ObjectNode event) {
    return ((CheckResult.Bad) check(event)).findings();
  }

  private CheckResult check(ObjectNode event) {
    byte[] octets = event.toString().getBytes(StandardCharsets.UTF_8);
    return checker.check("default", new ByteSlice(octets, 0, octets.length), NOW);
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
