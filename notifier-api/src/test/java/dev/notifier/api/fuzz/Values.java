package dev.notifier.api.fuzz;

import java.util.LinkedHashMap;
import java.util.Map;

/** Values for a field of a body, written in JSON. */
final class Values {
  static final Map<String, String> ALL = new LinkedHashMap<>();

  static {
    ALL.put("null", "null");
    ALL.put("true", "true");
    ALL.put("zero", "0");
    ALL.put("one", "1");
    ALL.put("negative", "-1");
    ALL.put("minus zero", "-0");
    ALL.put("minus zero as fraction", "-0.0e-0");
    ALL.put("fraction", "0.5");
    ALL.put("whole fraction", "2.0");
    ALL.put("int plus 1", "2147483648");
    ALL.put("long plus 1", "9223372036854775808");
    ALL.put("1e20", "1e20");
    ALL.put("1e400", "1e400");
    ALL.put("-1e400", "-1e400");
    ALL.put("1e-400", "1e-400");
    ALL.put("1e99999", "1e99999");
    ALL.put("1e999999999", "1e999999999");
    ALL.put("1e2147483648", "1e2147483648");
    ALL.put("1e-2147483649", "1e-2147483649");
    ALL.put("1e99999999999", "1e99999999999");
    ALL.put("1e-99999999999", "1e-99999999999");
    ALL.put("many digits", "9".repeat(900));
    ALL.put("too many digits", "9".repeat(1_100));
    ALL.put("many decimals", "0." + "1".repeat(900));
    ALL.put("NaN", "NaN");
    ALL.put("Infinity", "-Infinity");
    ALL.put("hexadecimal", "0x10");
    ALL.put("leading zero", "007");
    ALL.put("plus sign", "+1");
    ALL.put("empty text", "\"\"");
    ALL.put("text", "\"x\"");
    ALL.put("blank text", "\" \\n\"");
    ALL.put("NUL", "\"a\\u0000b\"");
    ALL.put("control character", "\"a\\u0007b\"");
    ALL.put("high surrogate", "\"a\\ud800\"");
    ALL.put("low surrogate", "\"\\udc00a\"");
    ALL.put("swapped surrogates", "\"\\udc00\\ud800\"");
    ALL.put("emoji", "\"\\ud83d\\ude00\"");
    ALL.put("bidirectional", "\"\\u202e\\ufeff\\u2028\"");
    ALL.put("digits as text", "\"12\"");
    ALL.put("number as text", "\"1e99999999999\"");
    ALL.put("text of 3,000", "\"" + "x".repeat(3_000) + "\"");
    ALL.put("text of 30,000", "\"" + "\u1edb".repeat(30_000) + "\"");
    ALL.put("unknown escape", "\"\\q\"");
    ALL.put("cut escape", "\"\\u12\"");
    ALL.put("year 999999999", "\"+999999999-12-31T23:59:59.999999999+18:00\"");
    ALL.put("year -999999999", "\"-999999999-01-01T00:00:00+18:00\"");
    ALL.put("year 0", "\"0000-01-01T00:00:00Z\"");
    ALL.put("year 10000", "\"10000-01-01T00:00:00Z\"");
    ALL.put("leap second", "\"2026-12-31T23:59:60Z\"");
    ALL.put("30 February", "\"2026-02-30T00:00:00Z\"");
    ALL.put("offset of 99", "\"2026-12-31T00:00:00+99:99\"");
    ALL.put("long duration", "\"P99999999999999999999D\"");
    ALL.put("duration beyond long", "\"PT9223372036854775807H\"");
    ALL.put("negative duration", "\"-P1D\"");
    ALL.put("unclosed tag", "\"{{ x | y: {% if\"");
    ALL.put("unclosed pattern", "\"(((([\"");
    ALL.put("exponential pattern", "\"^((a{0,20}){0,20}){0,20}$\"");
    ALL.put("reference", "\"#/$defs/x\"");
    ALL.put("address", "\"http://127.0.0.1:1/x\"");
    ALL.put("empty list", "[]");
    ALL.put("list", "[1, \"x\", null, {}]");
    ALL.put("list of nulls", "[null, null]");
    ALL.put("list of lists", "[[[[]]]]");
    ALL.put("list of 3,000", "[" + "1,".repeat(3_000) + "1]");
    ALL.put("empty object", "{}");
    ALL.put("object", "{\"a\": 1}");
    ALL.put("object with empty key", "{\"\": 1}");
    ALL.put("object with NUL in a key", "{\"a\\u0000\": 1}");
    ALL.put("object with surrogate in a key", "{\"\\ud800\": 1}");
    ALL.put("object with keys of pointers", "{\"~\": {\"/\": {\"~1\": 1}}}");
    ALL.put(
        "object with a reference",
        "{\"$ref\": \"#\", \"$id\": \"urn:x\", \"$dynamicRef\": \"#x\"}");
    ALL.put("object with the same key twice", "{\"a\": 1, \"a\": 2}");
    ALL.put("object of 3,000", "{" + keys(3_000) + "\"x\": 1}");
    ALL.put("deep list", "[".repeat(30) + "]".repeat(30));
    ALL.put("deeper list", "[".repeat(2_000) + "]".repeat(2_000));
    ALL.put("deep object", "{\"a\":".repeat(30) + "1" + "}".repeat(30));
    ALL.put("deeper object", "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000));
    ALL.put("nothing", "");
  }

  private Values() {}

  private static String keys(int count) {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < count; i++) {
      keys.append("\"k").append(i).append("\": 1, ");
    }
    return keys.toString();
  }
}
