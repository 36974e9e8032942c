package dev.notifier.api.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.problem.Violation;
import java.nio.charset.StandardCharsets;
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

  private final SchemaCompiler compiler = new SchemaCompiler(ShippedEventTypes.recipient());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'string','maxLength':10,'pattern':'^[A-Z]{2}[0-9]+$','title':'t'}",
        "{'type':'string','format':'date','examples':['2026-12-31']}",
        "{'enum':['A','B']}",
        "{'type':'integer','enum':[1,3]}",
        "{'type':'number','minimum':0.5,'maximum':7}",
        "{'type':'boolean'}",
        "{'type':'array','maxItems':3,'minItems':1,'uniqueItems':true,'items':{'type':'boolean'}}",
        "{'type':'object','additionalProperties':true,'properties':{'y':{'type':'boolean'}}}",
      })
  void canBeUsed(String property) {
    assertThat(findings(property)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'type':'string'}; /x; add maxLength",
        "{'type':'string','maxLength':5000}; /x; add maxLength",
        "{'type':'string','maxLength':-1}; /x/maxLength; JSON Schema 2020-12",
        "{'type':'text'}; /x/type; JSON Schema 2020-12",
        "{'type':['string','null'],'maxLength':5}; /x; Say its one type",
        "{'title':'anything'}; /x; Say its one type",
        "true; /x; Describe it",
        "{'oneOf':[{'type':'boolean'}]}; /x; Say its one type",
        "{'type':'integer','multipleOf':5}; /x/multipleOf; maximum, minimum",
        "{'type':'string','maxLength':5,'const':'a'}; /x/const; This keyword is not used here",
        "{'type':'string','format':'email'}; /x/format; date and date-time",
        "{'type':'string','maxLength':5,'pattern':'('}; /x/pattern; (format regex)",
        "{'type':'string','maxLength':5,'pattern':'(a+)+b'}; /x/pattern; very long",
        "{'type':'string','maxLength':5,'pattern':'a*a*b'}; /x/pattern; very long",
        "{'type':'string','maxLength':5,'pattern':'(a|b){0,900}'}; /x/pattern; very long",
        "{'type':'string','maxLength':5,'pattern':'(?=a)b'}; /x/pattern; looking around",
        "{'type':'string','maxLength':5,'pattern':'(a)\\\\1'}; /x/pattern; References back",
        "{'type':'array','items':{'type':'boolean'}}; /x; add maxItems",
        "{'type':'array','maxItems':3}; /x/items; Describe it",
        "{'$ref':'urn:notifier:schema:recipient'}; /x/$ref; Only recipient",
        "{'$ref':'https://example.org/schema'}; /x/$ref; Only recipient",
        "{'type':'object','properties':{}}; /x; Decide whether",
        "{'type':'object','additionalProperties':{'type':'boolean'}}; /x/additionalProperties; Decide",
        "{'enum':[]}; /x/enum; Values are texts",
        "{'enum':['A',7]}; /x/enum; Values are texts",
        "{'type':'integer','enum':['1']}; /x/enum; Values are texts",
      })
  void cannotBeUsed(String property, String pointer, String words) {
    List<Violation> findings = findings(property);

    assertThat(findings).as(property).isNotEmpty();
    assertThat(findings.getFirst().pointer()).isEqualTo("/schema/properties" + pointer);
    assertThat(findings.getFirst().detail()).contains(words).endsWith(".");
  }

  @Test
  void depthIsBounded() {
    String deep = "{'type':'boolean'}";
    for (int i = 0; i < 6; i++) {
      deep = "{'type':'object','additionalProperties':false,'properties':{'y':" + deep + "}}";
    }
    assertThat(findings(deep))
        .extracting(Violation::detail)
        .anyMatch(text -> text.contains("deep"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'array'}",
        "{'type':'object'}",
        "{'type':'object','additionalProperties':true,'properties':{'recipient':{'type':'object'}},'required':['recipient']}",
        "{'type':'object','additionalProperties':true,'properties':{'recipient':{'$ref':'urn:notifier:schema:recipient'}}}",
        "{'type':'object','additionalProperties':true,'required':['recipient','y'],'properties':{'recipient':{'$ref':'urn:notifier:schema:recipient'}}}",
        "{'type':'object','additionalProperties':true,'required':['recipient'],'properties':{'recipient':{'$ref':'urn:notifier:schema:recipient'},'expiresAt':{'type':'boolean'}}}",
        "{'type':'object','additionalProperties':true,'required':['recipient'],'properties':{'recipient':{'$ref':'urn:notifier:schema:recipient'},'a b':{'type':'boolean'}}}",
        "{'$defs':{},'type':'object','additionalProperties':true,'required':['recipient'],'properties':{'recipient':{'$ref':'urn:notifier:schema:recipient'}}}",
      })
  void everyEventIsAboutSomebody(String schema) {
    assertThat(SchemaRules.breaches(Json.map(schema))).isNotEmpty();
  }

  private List<Violation> findings(String property) {
    Map<String, Object> schema =
        JsonYamlReader.json(
            HEAD.replace("PROPERTY", property.replace('\'', '"')).getBytes(StandardCharsets.UTF_8));
    List<Violation> breaches = compiler.breachesOfTheStandard(schema);
    return breaches.isEmpty() ? SchemaRules.breaches(schema) : breaches;
  }
}
