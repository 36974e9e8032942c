package dev.notifier.api.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCompatibilityTest {
  private static final String BEFORE =
      """
      {'type':'object','required':['name'],'additionalProperties':true,'properties':{
        'name':{'type':'string','minLength':2,'maxLength':20},
        'code':{'type':'string','maxLength':9,'pattern':'^[a-z]+$'},
        'day':{'type':'string','format':'date'},
        'free':{'type':'string','maxLength':9},
        'kind':{'type':'string','enum':['A','B']},
        'old':{'enum':['A']},
        'count':{'type':'integer','minimum':1,'maximum':9},
        'list':{'type':'array','minItems':1,'maxItems':3,'items':{'type':'string','maxLength':5}},
        'inner':{'type':'object','additionalProperties':true,'properties':{'x':{'type':'boolean'}}}}}\
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'maxLength':20; 'maxLength':30",
        "'minLength':2; 'minLength':1",
        "'minLength':2,; ",
        "'required':['name']; 'required':[]",
        "['A','B']; ['B','C','A']",
        "'maximum':9; 'maximum':10",
        "'minimum':1; 'minimum':0",
        "'maxItems':3; 'maxItems':4",
        "'maxLength':5; 'maxLength':6",
        ",'pattern':'^[a-z]+$'; ",
        "'properties':{; 'properties':{'more':{'type':'boolean'},",
        "'x':{'type':'boolean'}; 'x':{'type':'boolean'},'y':{'type':'boolean'}",
        "'old':{; 'old':{'type':'string',",
        "'type':'integer',; 'title':'new','type':'integer',",
      })
  void acceptsACompatibleChange(String from, @org.jspecify.annotations.Nullable String to) {
    assertThat(violations(from, to == null ? "" : to)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'maxLength':20; 'maxLength':19; /name/maxLength",
        "'minLength':2; 'minLength':3; /name/minLength",
        "'free':{'type':'string',; 'free':{'type':'string','minLength':1,; /free/minLength",
        "'required':['name']; 'required':['name','code']; /code",
        "['A','B']; ['A']; /kind/enum",
        "'free':{; 'free':{'enum':['A'],; /free/enum",
        "'maximum':9; 'maximum':8; /count/maximum",
        "'minimum':1; 'minimum':2; /count/minimum",
        "'maxItems':3; 'maxItems':2; /list/maxItems",
        "'minItems':1; 'minItems':2; /list/minItems",
        "'maxLength':5; 'maxLength':4; /list/items/maxLength",
        "^[a-z]+$; ^[a-y]+$; /code/pattern",
        "'free':{; 'free':{'pattern':'a',; /free/pattern",
        "'free':{; 'free':{'format':'date',; /free/format",
        "'type':'string','format':'date'; 'type':'string','maxLength':10; /day",
        "'count':{'type':'integer'; 'count':{'type':'number'; /count",
        "'day':; 'date':; /day",
        "'x':; 'y':; /inner/properties/x",
        "'maxItems':3,; 'maxItems':3,'uniqueItems':true,; /list/uniqueItems",
      })
  void rejectsAnIncompatibleChange(String from, String to, String pointer) {
    List<Violation> violations = violations(from, to);

    assertThat(violations).extracting(Violation::pointer).contains("/schema/properties" + pointer);
    assertThat(violations).extracting(Violation::code).containsOnly(ErrorCode.INCOMPATIBLE_CHANGE);
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void additionalFieldsMustStayAllowed(boolean after) {
    Map<String, Object> open = Json.map("{'type':'object','additionalProperties':true}");
    Map<String, Object> other = Json.map("{'type':'object','additionalProperties':" + after + "}");

    assertThat(SchemaCompatibility.violations(open, other).isEmpty()).isEqualTo(after);
    assertThat(SchemaCompatibility.violations(other, open)).isEmpty();
  }

  private static List<Violation> violations(String from, String to) {
    assertThat(BEFORE).contains(from);
    return SchemaCompatibility.violations(Json.map(BEFORE), Json.map(BEFORE.replace(from, to)));
  }
}
