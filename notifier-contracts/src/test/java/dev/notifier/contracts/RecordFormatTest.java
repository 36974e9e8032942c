package dev.notifier.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Decoded.Complete;
import dev.notifier.contracts.Decoded.Newer;
import dev.notifier.contracts.Decoded.Problem;
import dev.notifier.contracts.Decoded.Unreadable;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.contracts.wire.RecordFormats;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker reads of records that another release or another program wrote. */
class RecordFormatTest {
  private static final String SEGMENT =
      "{\"notificationId\":\"00000000-0000-0001-0000-000000000002\",\"number\":1}";
  private static final String AT = "\"2026-12-01T01:00:00Z\"";

  private static final String EVENT =
      """
      {"v":1,"tenant":"t","source":"/s","id":"1","type":"a.b","phone":"+84912345678","recipient":{},
       "data":{},"category":"OTP","acceptedAt":%s}\
      """
          .formatted(AT);
  private static final String SUBMIT =
      """
      {"v":1,"notificationId":"00000000-0000-0001-0000-000000000002","route":"r","lane":"bulk",
       "category":"SERVICE","phone":"+84912345678","template":{"id":"t","version":1,"locale":"vi"},
       "encoding":"GSM7","texts":["a","b"],"pending":[2],"attempt":1}\
      """;
  private static final String JOURNAL =
      """
      {"v":1,"route":"r","session":0,"intents":[],"responses":[{"number":7,"segment":%s,"of":1,
       "attempt":1,"outcome":"ACCEPTED","messageId":"A","reason":"CARRIER_REJECTED"}],
       "unconfirmed":[],"drops":[{"segment":%s,"of":1,"reason":"OPTED_OUT","atMs":5}],
       "transfers":[{"notificationId":"00000000-0000-0001-0000-000000000002","route":"r","atMs":5,
       "retryAtMs":6,"reason":"CARRIER_THROTTLED"}],"lanes":{"normal":4},"released":false}\
      """
          .formatted(SEGMENT, SEGMENT);
  private static final String INBOUND =
      "{\"v\":1,\"route\":\"r\",\"session\":0,\"receivedAt\":%s}".formatted(AT);
  private static final String STATUS =
      """
      {"v":1,"id":"x","notificationId":"00000000-0000-0001-0000-000000000002","tenant":"t",
       "source":"/s","eventId":"1","type":"a.b","state":"SUBMITTED","at":%s}\
      """
          .formatted(AT);
  private static final String SESSION =
      "{\"v\":1,\"route\":\"r\",\"worker\":\"w\",\"phase\":\"BOUND\",\"at\":%s}".formatted(AT);
  private static final String EVENT_TYPE =
      """
      {"v":1,"name":"a.b","version":3,"title":"t","category":"SERVICE","lane":"normal",
       "template":"t","schema":{},"samples":{}}\
      """;
  private static final String TEMPLATE = "{\"v\":1,\"id\":\"t\",\"version\":1,\"source\":{}}";
  private static final String PUBLISHED =
      "{\"v\":1,\"id\":\"t\",\"version\":1,\"since\":%s,\"revision\":2}".formatted(AT);
  private static final String KEY =
      """
      {"v":1,"id":"a","version":2,"tenant":"t","name":"n","kind":"live","scopes":["events:write"],
       "permissions":{},"secrets":[{"hash":"h"}],"expiresAt":%s}\
      """
          .formatted(AT);
  private static final String TENANT = "{\"v\":1,\"id\":\"t\",\"version\":1,\"title\":\"T\"}";

  record Format(RecordFormat<?> format, String json) {
    @Override
    public String toString() {
      return format.type().getSimpleName();
    }
  }

  private static Stream<Format> formats() {
    return Stream.of(
        new Format(EventRecord.FORMAT, EVENT),
        new Format(RecordFormats.SUBMIT, SUBMIT),
        new Format(RecordFormats.JOURNAL, JOURNAL),
        new Format(RecordFormats.INBOUND, INBOUND),
        new Format(RecordFormats.STATUSES, STATUS),
        new Format(SessionRecord.FORMAT, SESSION),
        new Format(EventTypeRecord.FORMAT, EVENT_TYPE),
        new Format(TemplateRecord.FORMAT, TEMPLATE),
        new Format(PublishedVersionRecord.FORMAT, PUBLISHED),
        new Format(KeyRecord.FORMAT, KEY),
        new Format(TenantRecord.FORMAT, TENANT));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aRecordWithOneMoreFieldIsTheSameRecord(Format each) {
    Object plain = readable(each.format(), each.json());
    Object more =
        readable(each.format(), each.json().replaceFirst("\\{", "{\"added\":{\"a\":[1]},"));
    assertThat(RecordJson.write(more)).isEqualTo(RecordJson.write(plain));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aRecordOfANewerVersionIsNotUsedEvenIfItsFieldsHaveOtherTypes(Format each) {
    int known = each.format().version();
    String newer = each.json().replace("\"v\":1", "\"v\":" + (known + 1));
    assertThat(decode(each.format(), newer)).isEqualTo(new Newer<>(known + 1, known));
    assertThat(decode(each.format(), "{\"v\":7,\"id\":[{}],\"route\":{},\"name\":{},\"at\":[]}"))
        .isEqualTo(new Newer<>(7, known));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatIsNotARecordIsUnreadableForAReason(Format each) {
    assertThat(each.format().decode(null))
        .isEqualTo(unreadable(Problem.NO_VALUE, "the record has no value"));
    boolean isJson = each.format().binary() == null;
    assertProblem(each.format(), "", isJson ? Problem.NOT_JSON : Problem.MALFORMED);
    assertProblem(each.format(), "\0\1\2", isJson ? Problem.NOT_JSON : Problem.MALFORMED);
    assertProblem(each.format(), "{\"v\":1", Problem.NOT_JSON);
    assertProblem(each.format(), "null", isJson ? Problem.WRONG_VALUE : Problem.MALFORMED);
    assertProblem(each.format(), "[1]", isJson ? Problem.WRONG_VALUE : Problem.MALFORMED);
    assertProblem(each.format(), "5", isJson ? Problem.WRONG_VALUE : Problem.MALFORMED);
    assertProblem(each.format(), "{}", Problem.INCOMPLETE);
    assertProblem(each.format(), "{\"v\":1}", Problem.INCOMPLETE);
    assertProblem(
        each.format(), "[".repeat(100_000), isJson ? Problem.WRONG_VALUE : Problem.MALFORMED);
    assertProblem(each.format(), "{\"x\":" + "[".repeat(100_000), Problem.WRONG_VALUE);
    assertProblem(each.format(), each.json().replace("\"v\":1,", ""), Problem.INCOMPLETE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"tenant\":\"t\", | | field tenant",
        "\"acceptedAt\":\"2026-12-01T01:00:00Z\" | \"a\":1 | field acceptedAt",
        "\"category\":\"OTP\" | \"category\":\"LEGAL\" | field category",
        "\"data\":{} | \"data\":null | field data",
      })
  void anEventWithoutARequiredValueIsIncomplete(
      String old, @Nullable String replacement, String field) {
    String json = EVENT.replace(old, replacement == null ? "" : replacement);
    assertThat(decode(EventRecord.FORMAT, json)).isEqualTo(unreadable(Problem.INCOMPLETE, field));
  }

  /** The directory has the number. */
  @Test
  void anEventMayHaveAReferenceInPlaceOfTheNumber() {
    String phone = "\"phone\":\"+84912345678\",";
    EventRecord read =
        readable(
            EventRecord.FORMAT,
            EVENT
                .replace(phone, "")
                .replace("\"recipient\":{}", "\"recipient\":{\"personRef\":\"P-1\"}"));
    assertThat(read.phone()).isNull();
    assertThat(read.personRef()).isEqualTo("P-1");
    EventRecord known =
        read.withNumber("+84912345678", Map.of("locale", "en", "personRef", "other"));
    assertThat(known.phone()).isEqualTo("+84912345678");
    assertThat(known.recipient())
        .isEqualTo(Map.of("personRef", "P-1", "locale", "en", "phone", "+84912345678"));
    assertThat(decode(EventRecord.FORMAT, EVENT.replace(phone, "")))
        .isEqualTo(unreadable(Problem.INCOMPLETE, "field phone"));
  }

  @Test
  void aWrongValueIsNamedByItsFieldAndNotShown() {
    String secret = "+84912345678 Lò Thị Mai";
    assertThat(decode(EventRecord.FORMAT, EVENT.replace(AT, "\"" + secret + "\"")))
        .isEqualTo(unreadable(Problem.WRONG_VALUE, "field acceptedAt"));
    assertThat(
            decode(
                EventRecord.FORMAT,
                EVENT.replace("\"recipient\":{}", "\"recipient\":\"" + secret + "\"")))
        .isEqualTo(unreadable(Problem.WRONG_VALUE, "field recipient"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"pending\":[2] | \"pending\":[3] | WRONG_VALUE",
        "\"pending\":[2] | \"pending\":[0] | WRONG_VALUE",
        "\"pending\":[2] | \"pending\":[] | WRONG_VALUE",
        "\"pending\":[2] | \"pending\":[null] | INCOMPLETE",
        "\"texts\":[\"a\",\"b\"] | \"texts\":[\"a\",null] | INCOMPLETE",
        "\"phone\":\"+84912345678\" | \"phone\":\"0912345678\" | WRONG_VALUE",
        "\"lane\":\"bulk\" | \"lane\":\"night\" | INCOMPLETE",
        "\"route\":\"r\", | | INCOMPLETE",
        "\"pending\":[2] | \"pending\":[2,1,2] | WRONG_VALUE",
        ",\"attempt\":1 | | WRONG_VALUE",
        "\"attempt\":1 | \"attempt\":0 | WRONG_VALUE",
        "\"attempt\":1 | \"attempt\":1,\"hops\":-1 | WRONG_VALUE",
        "\"attempt\":1 | \"attempt\":1,\"reference\":65536 | WRONG_VALUE",
        "\"attempt\":1 | \"attempt\":1,\"reference\":-1 | WRONG_VALUE",
      })
  void aMessageThatCannotBeSentIsUnreadable(
      String old, @Nullable String replacement, Problem problem) {
    assertProblem(
        RecordFormats.SUBMIT, SUBMIT.replace(old, replacement == null ? "" : replacement), problem);
  }

  /** What submit takes, the journal takes: a notification has one bit for each segment. */
  @ParameterizedTest
  @ValueSource(ints = {1, 64, 65, 70, 255, 256})
  void aMessageWithMoreSegmentsThanTheJournalTakesIsUnreadable(int segments) {
    String texts = "\"texts\":[" + "\"a\",".repeat(segments - 1) + "\"a\"]";
    String message =
        SUBMIT
            .replace("\"texts\":[\"a\",\"b\"]", texts)
            .replace("\"pending\":[2]", "\"pending\":[" + segments + "]");
    String journal = JOURNAL.replace("\"number\":1}", "\"number\":" + segments + "}");
    if (segments <= JournalRecord.MAX_SEGMENTS) {
      readable(RecordFormats.SUBMIT, message);
      readable(RecordFormats.JOURNAL, journal);
    } else {
      assertProblem(RecordFormats.SUBMIT, message, Problem.WRONG_VALUE);
      assertProblem(RecordFormats.JOURNAL, journal, Problem.WRONG_VALUE);
    }
  }

  @Test
  void aJournalRecordWithAnUnknownOutcomeReasonAndLaneKeepsEverythingElse() {
    JournalRecord record =
        readable(
            RecordFormats.JOURNAL,
            JOURNAL
                .replace("\"ACCEPTED\"", "\"PARKED\"")
                .replace("\"OPTED_OUT\"", "\"MOON_PHASE\"")
                .replace("\"CARRIER_REJECTED\"", "\"CARRIER_ASLEEP\"")
                .replace("\"CARRIER_THROTTLED\"", "\"CARRIER_YAWNED\"")
                .replace("\"normal\":4", "\"normal\":4,\"night\":9"));
    assertThat(record.responses().getFirst().outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(record.responses().getFirst().number()).isEqualTo(7);
    assertThat(record.responses().getFirst().reason()).isEqualTo(FailureReason.UNKNOWN);
    assertThat(record.drops().getFirst().reason()).isEqualTo(FailureReason.UNKNOWN);
    assertThat(record.transfers().getFirst().reason()).isEqualTo(FailureReason.UNKNOWN);
    assertThat(record.lanes()).isEqualTo(Map.of(Lane.NORMAL, 4L));
  }

  @Test
  void aJournalRecordOfAnOlderWorkerHasNoTransfers() {
    String older = JOURNAL.replaceAll("\"transfers\":\\[[^]]*],", "");
    assertThat(older).doesNotContain("transfers");
    assertThat(readable(RecordFormats.JOURNAL, older).transfers()).isEmpty();
  }

  @Test
  void anIntentOnAnUnknownLaneDoesNotHideTheOthers() {
    String intent =
        "{\"number\":%d,\"segment\":" + SEGMENT + ",\"of\":1,\"lane\":\"%s\",\"offset\":1}";
    JournalRecord record =
        readable(
            RecordFormats.JOURNAL,
            JOURNAL.replace(
                "\"intents\":[]",
                "\"intents\":["
                    + intent.formatted(1, "night")
                    + ","
                    + intent.formatted(2, "bulk")
                    + "]"));
    assertThat(record.intents()).extracting(each -> each.number()).containsExactly(1L, 2L);
    assertThat(record.intents().getLast().lane()).isEqualTo(Lane.BULK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"responses\":[ | \"responses\":[null,",
        "\"outcome\":\"ACCEPTED\", | ",
        "\"reason\":\"OPTED_OUT\", | ",
        "\"transfers\":[ | \"transfers\":[null,",
        "\"route\":\"r\",\"atMs\":5, | \"atMs\":5,",
      })
  void aJournalRecordWithoutARequiredValueIsIncomplete(String old, @Nullable String replacement) {
    assertProblem(
        RecordFormats.JOURNAL,
        JOURNAL.replace(old, replacement == null ? "" : replacement),
        Problem.INCOMPLETE);
  }

  @Test
  void unknownStatesReasonsAndPhasesAreRead() {
    StatusRecord status =
        readable(
            RecordFormats.STATUSES,
            STATUS.replace("\"SUBMITTED\"", "\"IN_ORBIT\",\"reason\":\"SOLAR_WIND\""));
    StatusRecord.Change change = status.changes().getFirst();
    assertThat(change.state()).isEqualTo(NotificationState.UNKNOWN);
    assertThat(change.reason()).isEqualTo(FailureReason.UNKNOWN);
    assertThat(readable(SessionRecord.FORMAT, SESSION.replace("\"BOUND\"", "\"ASLEEP\"")).phase())
        .isEqualTo(SessionRecord.Phase.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"category,SERVICE", "lane,normal"})
  void anEventTypeWithAnUnknownConstantDoesNotReplaceTheKnownType(String field, String value) {
    String json =
        EVENT_TYPE.replace("\"" + field + "\":\"" + value + "\"", "\"" + field + "\":\"x\"");
    assertThat(decode(EventTypeRecord.FORMAT, json))
        .isEqualTo(unreadable(Problem.INCOMPLETE, "field " + field));
  }

  @Test
  void aRecordIsWrittenInTheConfiguredVersion() {
    TemplateRecord next = new TemplateRecord(2, "t", 1, Map.of("a", List.of(1)));
    assertThat(
            decode(
                TemplateRecord.FORMAT,
                new String(RecordJson.write(next, 2), StandardCharsets.UTF_8)))
        .isEqualTo(new Newer<>(2, 1));
    assertThat(
            readable(
                TemplateRecord.FORMAT,
                new String(RecordJson.write(next, 1), StandardCharsets.UTF_8)))
        .isEqualTo(new TemplateRecord(1, "t", 1, Map.of("a", List.of(1))));
  }

  private static void assertProblem(RecordFormat<?> format, String json, Problem problem) {
    assertThat(decode(format, json))
        .as(json.length() > 200 ? "long" : json)
        .isInstanceOfSatisfying(
            Unreadable.class, found -> assertThat(found.problem()).isEqualTo(problem));
  }

  private static Decoded<?> unreadable(Problem problem, String detail) {
    return new Unreadable<>(problem, detail);
  }

  private static Decoded<?> decode(RecordFormat<?> format, String json) {
    return format.decode(json.getBytes(StandardCharsets.UTF_8));
  }

  private static <T extends VersionedRecord> T readable(RecordFormat<T> format, String json) {
    Decoded<T> decoded = format.decode(json.getBytes(StandardCharsets.UTF_8));
    assertThat(decoded).isInstanceOf(Complete.class);
    return ((Complete<T>) decoded).record();
  }
}
