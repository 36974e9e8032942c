package dev.notifier.api.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.EventTypeRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Every rule is described in plain words, with the field and without the value. */
class SchemaDescriptionTest {
  private static final String SECRET = "0123SECRET";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'type':'string','maxLength':3}; 'S'; /x; This text may have at most 3 characters.",
        "{'type':'string','minLength':1,'maxLength':3}; ''; /x; This text must not be empty.",
        "{'type':'string','minLength':20,'maxLength':30}; 'S'; /x; This text must have at least 20 characters.",
        "{'type':'string','maxLength':30,'pattern':'^a$'}; 'S'; /x; This text must match the pattern ^a$.",
        "{'type':'string','maxLength':30,'pattern':'^a$','examples':['a']}; 'S'; /x; This text must look like a and match the pattern ^a$.",
        "{'type':'string','format':'date'}; 'S'; /x; This text must be a date such as 2026-12-31.",
        "{'type':'string','format':'date-time'}; 'S'; /x; This text must be a time such as 2026-12-01T08:00:00+07:00.",
        "{'enum':['A','B']}; 'S'; /x; This field must be one of A, B.",
        "{'type':'integer','enum':[1,3]}; 2; /x; This field must be one of 1, 3.",
        "{'type':'integer'}; 'S'; /x; This field must be a whole number, without quotes.",
        "{'type':'number'}; 'S'; /x; This field must be a number, without quotes.",
        "{'type':'boolean'}; 'S'; /x; This field must be true or false, without quotes.",
        "{'type':'string','maxLength':9}; 7; /x; This field must be a text, in quotes.",
        "{'type':'array','maxItems':1,'items':{'type':'boolean'}}; 7; /x; This field must be a list, in square brackets.",
        "{'type':'array','maxItems':1,'items':{'type':'boolean'}}; [true,true]; /x; This list may have at most 1 entries.",
        "{'type':'array','minItems':1,'maxItems':1,'items':{'type':'boolean'}}; []; /x; This list must have at least 1 entries.",
        "{'type':'array','maxItems':3,'uniqueItems':true,'items':{'type':'boolean'}}; [true,true]; /x; This list may not contain an entry twice.",
        "{'type':'array','maxItems':3,'items':{'type':'boolean'}}; [true,7]; /x/1; This field must be true or false, without quotes.",
        "{'type':'integer','minimum':5}; 4; /x; This number must be at least 5.",
        "{'type':'integer','maximum':5}; 6; /x; This number may be at most 5.",
        "{'type':'object','additionalProperties':false,'properties':{'a/b':{'type':'boolean'}}}; 7; /x; This field must be an object, in curly brackets.",
        "{'type':'object','additionalProperties':true,'required':['y'],'properties':{'y':{'type':'boolean'}}}; {}; /x/y; This field is required. Add it.",
        "{'type':'object','additionalProperties':false,'properties':{}}; {'y/z':1}; /x/y~1z; This field is unknown. Correct its name, or remove it.",
      })
  void describesAViolation(String rule, String value, String pointer, String detail) {
    List<Violation> violations =
        type(rule).violations("/data", JsonMapper.shared().valueToTree(data(value)));

    assertThat(violations)
        .containsExactly(new Violation("/data" + pointer, ErrorCode.INVALID_DATA, detail));
    assertThat(violations.toString()).doesNotContain(SECRET);
  }

  @Test
  void describesFieldsOfTheRecipientAndUnknownFields() {
    CompiledEventType type = type("{'type':'boolean'}");

    List<Violation> violations =
        type.violations(
            "/data",
            JsonMapper.shared()
                .valueToTree(Json.map("{'recipient':{'phone':'1','locale':'VN'},'y':true}")));

    assertThat(violations)
        .extracting(Violation::message)
        .containsExactlyInAnyOrder(
            "/data/y: This field is unknown. Correct its name, or remove it.",
            "/data/recipient/locale: This text must look like vi and match the pattern"
                + " ^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$.");
  }

  @Test
  void everyEventMayHaveAnExpiry() {
    CompiledEventType type = type("{'type':'boolean'}");

    assertThat(
            type.violations(
                "",
                JsonMapper.shared()
                    .valueToTree(Json.map("{'recipient':{'phone':'1'},'expiresAt':'soon'}"))))
        .isEmpty();
    assertThat(type.schema().toString()).doesNotContain("expiresAt");
  }

  private static Map<String, Object> data(String value) {
    return Json.map("{'recipient':{'phone':'1'},'x':" + value.replace("S", SECRET) + "}");
  }

  private static CompiledEventType type(String rule) {
    String schema =
        """
        {'type':'object','additionalProperties':false,'required':['recipient'],
         'properties':{'recipient':{'$ref':'urn:notifier:schema:recipient'},'x':%s}}\
        """
            .formatted(rule);
    EventTypeRecord shipped = ShippedEventTypes.all().getFirst();
    EventTypeRecord changed =
        new EventTypeRecord(
            shipped.v(),
            shipped.name(),
            2,
            shipped.title(),
            shipped.category(),
            shipped.lane(),
            null,
            null,
            null,
            null,
            shipped.template(),
            Json.map(schema),
            Map.of());
    return new SchemaCompiler().compile(changed);
  }
}
