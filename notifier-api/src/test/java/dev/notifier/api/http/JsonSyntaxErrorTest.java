package dev.notifier.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSyntaxErrorTest {
  static List<Arguments> errors() {
    return List.of(
        Arguments.of("{'a':1}", "1:2 a name cannot begin with this quotation mark; use straight"),
        Arguments.of("{“a”:1}", "1:2 a name cannot begin with this quotation mark; use straight"),
        Arguments.of("{a:1}", "1:2 a name must be here; put it in double quotation marks"),
        Arguments.of("{\"a\":1,\n}", "2:1 remove the comma before this brace"),
        Arguments.of("[1,]", "1:4 remove the comma before this bracket"),
        Arguments.of("{\"a\":}", "1:6 a value is missing before"),
        Arguments.of("{\"a\":'x'}", "1:6 a text cannot begin with this quotation mark"),
        Arguments.of("{\"ơ😀\":x}", "1:7 only true, false and null"),
        Arguments.of("{\"a\":True}", "1:6 only true, false and null"),
        Arguments.of("{\"a\":#}", "1:6 a value cannot begin with this character"),
        Arguments.of("{\"a\":\u00a01}", "1:6 a no-break space"),
        Arguments.of("{\"a\":.5}", "1:6 a number cannot begin with a point"),
        Arguments.of("{\"a\":+1}", "1:7 this number is incomplete or has a plus"),
        Arguments.of("{\"a\":01}", "1:7 a number cannot begin with 0"),
        Arguments.of("{\"a\":1.}", "1:7 this number is incomplete"),
        Arguments.of("{\"a\":1;}", "1:7 a comma or the end"),
        Arguments.of("{\"a\":1 \"b\":2}", "1:8 a comma or the end"),
        Arguments.of("{\"a\" 1}", "1:6 a colon is missing"),
        Arguments.of("{\"a\":1", "1:7 the JSON ends too early"),
        Arguments.of("{\"a\":\"x", "1:8 the text at the end is not closed"),
        Arguments.of("{\"a\":\"x\ny\"}", "1:8 a text contains a line break"),
        Arguments.of("{\"a\":\"\\q\"}", "1:8 this escape sequence does not exist"),
        Arguments.of("{\"a\":\"\\u12\"}", "1:11 four hexadecimal digits"),
        Arguments.of("{\"a\":1 /* x */}", "1:8 comments are not allowed"),
        Arguments.of("{\"a\":1]", "1:7 this bracket or brace does not match"),
        Arguments.of("{\"a\":1}}", "1:8 this bracket or brace does not match"),
        Arguments.of("{\"a\":\u0001}", "1:6 this character is not allowed"),
        Arguments.of("{} {}", "1:4 the JSON ends before here"),
        Arguments.of("7 8", "1:3 the JSON ends before here"),
        Arguments.of(" \n", "1:1 there is no JSON"),
        Arguments.of("{\"a\":1,\n \"a\":2}", "2:2 an object has this key twice"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void namesThePositionAndWhatToDo(String json, String begin) {
    assertThat(JsonSyntaxError.find(json))
        .get()
        .extracting(error -> error.line() + ":" + error.column() + " " + error.reason())
        .asString()
        .startsWith(begin);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[1, {\"a\":[]}]", "7", "{\"a\":{\"b\":1},\"c\":{\"b\":1}}"})
  void findsNothingInJson(String json) {
    assertThat(JsonSyntaxError.find(json)).isEqualTo(Optional.empty());
  }
}
