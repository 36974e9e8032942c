package dev.notifier.api.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRulesTest {
  private static final String HEAD =
      """
      {"type":"object","additionalProperties":false,"required":["recipient"],
       "properties":{"recipient":{"$ref":"urn:notifier:schema:recipient"},"x":PROPERTY}}\
      """;

  private final SchemaCompiler compiler = new SchemaCompiler();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'string','maxLength':10,'pattern':'^[A-Z]{2}[0-9]+$','title':'t'}",
        "{'type':'string','format':'date','examples':['2026-12-31']}",
        "{'type':'string','maxLength':9,'pattern':'(a+)+b'}",
        "{'type':'string','maxLength':9,'pattern':'(a|b){0,300}'}",
        "{'enum':['A','B']}",
        "{'type':'string','maxLength':9,'secret':true}",
        "{'type':'integer','secret':false}",
        "{'type':'integer','enum':[1,3]}",
        "{'type':'number','minimum':0.5,'maximum':7}",
        "{'type':'boolean'}",
        "{'type':'array','maxItems':3,'minItems':1,'uniqueItems':true,'items':{'type':'boolean'}}",
        "{'type':'object','additionalProperties':true,'properties':{'y':{'type':'boolean'}}}",
      })
  void acceptsAProperty(String property) {
    assertThat(violations(property)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'type':'boolean','secret':'yes'}; /x/secret; Whether a field is secret is true or false. Send one of them.",
        "{'type':'string'}; /x; The text has no valid limit. Add maxLength of at most 2000.",
        "{'type':'string','maxLength':5000}; /x; The text has no valid limit. Add maxLength of at most 2000.",
        "{'type':'string','maxLength':-1}; /x/maxLength; This is not valid in JSON Schema 2020-12 (minimum 0). Correct it.",
        "{'type':['string','null'],'maxLength':5}; /x; Set one type: object, array, string, integer, number or boolean.",
        "{'title':'anything'}; /x; Set one type: object, array, string, integer, number or boolean.",
        "true; /x; The field has no description. Add an object with its type.",
        "{'oneOf':[{'type':'boolean'}]}; /x; Set one type: object, array, string, integer, number or boolean.",
        "{'type':'integer','multipleOf':5}; /x/multipleOf; `This keyword is not supported. The keywords for the type integer are maximum, minimum.`",
        "{'type':'string','maxLength':5,'const':'a'}; /x/const; `This keyword is not supported. The keywords for the type string are format, maxLength, minLength, pattern.`",
        "{'type':'string','format':'email'}; /x/format; The supported formats are date and date-time. Use a pattern instead.",
        "{'type':'string','maxLength':5,'pattern':'('}; /x/pattern; `The pattern is not supported (missing closing )). Write a pattern of RE2, which has no back references and no lookaround.`",
        "{'type':'string','maxLength':5,'pattern':'((a|b){0,90}){0,90}'}; /x/pattern; The pattern has more than 2000 steps when its quantifiers are written out. Use smaller quantifiers.",
        "{'type':'string','maxLength':5,'pattern':'(?=a)b'}; /x/pattern; `The pattern is not supported (invalid or unsupported Perl syntax). Write a pattern of RE2, which has no back references and no lookaround.`",
        "{'type':'string','maxLength':5,'pattern':'(a)\\\\1'}; /x/pattern; `The pattern is not supported (invalid escape sequence). Write a pattern of RE2, which has no back references and no lookaround.`",
        "{'type':'array','items':{'type':'boolean'}}; /x; The list has no valid limit. Add maxItems of at most 100.",
        "{'type':'array','maxItems':3}; /x/items; The field has no description. Add an object with its type.",
        "{'$ref':'urn:notifier:schema:recipient'}; /x/$ref; Only recipient may be a reference. Write the schema out.",
        "{'$ref':'https://example.org/schema'}; /x/$ref; Only recipient may be a reference. Write the schema out.",
        "{'type':'object','properties':{}}; /x; Set \"additionalProperties\" to true or false.",
        "{'type':'object','additionalProperties':{'type':'boolean'}}; /x/additionalProperties; Set \"additionalProperties\" to true or false.",
        "{'enum':[]}; /x/enum; An enum has 1 to 200 texts or whole numbers, as the type requires.",
        "{'enum':['A',7]}; /x/enum; `An enum has 1 to 200 texts or whole numbers, as the type requires.`",
        "{'type':'integer','enum':['1']}; /x/enum; `An enum has 1 to 200 texts or whole numbers, as the type requires.`",
      })
  void rejectsAProperty(String property, String pointer, String detail) {
    assertThat(violations(property))
        .containsExactly(
            new Violation("/schema/properties" + pointer, ErrorCode.INVALID_SCHEMA, detail));
  }

  @Test
  void reportsAllViolationsOfTheStandard() {
    assertThat(violations("{'type':'text'}"))
        .extracting(Violation::message)
        .containsExactly(
            "/schema/properties/x/type: This is not valid in JSON Schema 2020-12 (enum). Correct it.",
            "/schema/properties/x/type: This is not valid in JSON Schema 2020-12 (type array). Correct it.");
  }

  @Test
  void limitsTheDepth() {
    String deep = "{'type':'boolean'}";
    for (int i = 0; i < 6; i++) {
      deep = "{'type':'object','additionalProperties':false,'properties':{'y':" + deep + "}}";
    }

    assertThat(violations(deep))
        .extracting(Violation::message)
        .containsExactly(
            "/schema/properties/x"
                + "/properties/y".repeat(5)
                + ": The schema is nested more than 6 levels deep. Flatten it.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'type':'array'}; /schema; The data of an event is an object. Set \"type\": \"object\".",
        "{'type':'object'}; /schema; Every event has a recipient. Add a required property recipient with {\"$ref\": \"urn:notifier:schema:recipient\"}.",
        "{'type':'object','additionalProperties':true,'properties':{'recipient':{'type':'object'}},'required':['recipient']}; /schema; Every event has a recipient. Add a required property recipient with {\"$ref\": \"urn:notifier:schema:recipient\"}.",
        "{'type':'object','additionalProperties':true,'properties':{'recipient':{'$ref':'urn:notifier:schema:recipient'}}}; /schema; Every event has a recipient. Add a required property recipient with {\"$ref\": \"urn:notifier:schema:recipient\"}.",
        "{'type':'object','additionalProperties':true,'required':['recipient','y'],'properties':{'recipient':{'$ref':'urn:notifier:schema:recipient'}}}; /schema/required; The required field y has no property. Add it.",
        "{'type':'object','additionalProperties':true,'required':['recipient'],'properties':{'recipient':{'$ref':'urn:notifier:schema:recipient'},'expiresAt':{'type':'boolean'}}}; /schema/properties/expiresAt; Every event may have expiresAt. Remove it here.",
        "{'type':'object','additionalProperties':true,'required':['recipient'],'properties':{'recipient':{'$ref':'urn:notifier:schema:recipient'},'reply':{'type':'boolean'}}}; /schema/properties/reply; Every text has reply: how people answer it. Rename the field.",
        "{'type':'object','additionalProperties':true,'required':['recipient'],'properties':{'recipient':{'$ref':'urn:notifier:schema:recipient'},'a b':{'type':'boolean'}}}; /schema/properties/a b; `The name of a field has letters, digits and underscores, at most 64. Rename it.`",
        "{'$defs':{},'type':'object','additionalProperties':true,'required':['recipient'],'properties':{'recipient':{'$ref':'urn:notifier:schema:recipient'}}}; /schema/$defs; `This keyword is not supported. The keywords for the type object are additionalProperties, properties, required.`",
      })
  void rejectsASchema(String schema, String pointer, String detail) {
    assertThat(SchemaRules.violations(Json.map(schema)))
        .containsExactly(new Violation(pointer, ErrorCode.INVALID_SCHEMA, detail));
  }

  private List<Violation> violations(String property) {
    Map<String, Object> schema = Json.map(HEAD.replace("PROPERTY", property));
    List<Violation> violations = compiler.violationsOfStandard(schema);
    return violations.isEmpty() ? SchemaRules.violations(schema) : violations;
  }
}
