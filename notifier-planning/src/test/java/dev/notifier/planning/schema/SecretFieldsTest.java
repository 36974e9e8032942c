package dev.notifier.planning.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SecretFieldsTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String SCHEMA =
      """
      {"type":"object","properties":{
        "pin":{"type":"integer","secret":true},
        "open":{"type":"string","maxLength":9,"secret":false},
        "account":{"type":"object","properties":{
          "name":{"type":"string"},"password":{"type":"string","secret":true}}},
        "codes":{"type":"array","items":{"type":"object","properties":{
          "code":{"type":"string","secret":true},"label":{"type":"string"}}}},
        "sealed":{"type":"object","secret":true,"properties":{"x":{"type":"boolean"}}}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                             | false
          {"open":"a"}                                   | false
          {"pin":null}                                   | false
          {"pin":0}                                      | true
          {"account":{"name":"Lan"}}                     | false
          {"account":{"name":"Lan","password":""}}       | true
          {"codes":[]}                                   | false
          {"codes":[{"label":"a"},{"label":"b"}]}        | false
          {"codes":[{"label":"a"},{"code":"b"}]}         | true
          {"sealed":{}}                                  | true
          {"account":"password"}                         | false
          """)
  void findsAValueInASecretField(String data, boolean expected) {
    SecretFields fields =
        Objects.requireNonNull(SecretFields.of(JSON.readValue(SCHEMA, Map.class)));
    assertThat(fields.isIn(JSON.readTree(data))).isEqualTo(expected);
  }

  @Test
  void aSchemaWithoutSecretsHasNone() {
    assertThat(SecretFields.of(Map.of("type", "object", "properties", Map.of()))).isNull();
  }
}
