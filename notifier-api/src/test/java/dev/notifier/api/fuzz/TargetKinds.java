package dev.notifier.api.fuzz;

import dev.notifier.api.fuzz.Operation.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Unusual paths, path parameters, query strings and query parameters. */
final class TargetKinds {
  private static final Map<String, String> PATHS = new LinkedHashMap<>();
  private static final Map<String, String> QUERIES = new LinkedHashMap<>();
  private static final Map<String, String> VALUES = new LinkedHashMap<>();

  static {
    PATHS.put("slash at the end", "@/");
    PATHS.put("two slashes", "/@");
    PATHS.put("dot segment", "/.@");
    PATHS.put("two dots", "/x/..@");
    PATHS.put("too many dots", "/../../../..@");
    PATHS.put("encoded dots", "/x/%2e%2e@");
    PATHS.put("twice encoded dots", "/x/%252e%252e@");
    PATHS.put("twice encoded dots below health", "/actuator/health/%252e%252e/x");
    PATHS.put("component below health", "/actuator/health/%00/%zz");
    PATHS.put("unknown component of health", "/actuator/health/a/b/c/d");
    PATHS.put("other component of health", "/actuator/health/none");
    PATHS.put("component of health", "/actuator/health/kafka");
    PATHS.put("group of health", "/actuator/health/readiness/kafka");
    PATHS.put("encoded slash", "/x%2f@");
    PATHS.put("encoded backslash", "/x%5c@");
    PATHS.put("backslash", "/x\\@");
    PATHS.put("matrix parameter", "@;jsessionid=1");
    PATHS.put("matrix parameter in between", "/;a=b;c@");
    PATHS.put("matrix parameter that is not UTF-8", "@;%ED%A0%80=%zz");
    PATHS.put("file extension", "@.json");
    PATHS.put("NUL", "@%00");
    PATHS.put("percent alone", "@%");
    PATHS.put("percent with letters", "@%zz");
    PATHS.put("surrogate", "@%ED%A0%80");
    PATHS.put("overlong slash", "@%C0%AF");
    PATHS.put("upper case", "/V1/X");
    PATHS.put("line break", "@%0d%0aX:%20y");
    PATHS.put("wildcards", "/v1/{*x}/**");
    PATHS.put("expression", "@${7*7}%24%7B7*7%7D");
    PATHS.put("many segments", "/a".repeat(1_000));
    PATHS.put("unknown", "/v1/none/of/this");
    PATHS.put("root", "/");
    PATHS.put("error page", "/error");
    PATHS.put("health", "/actuator/health");
    PATHS.put("actuator", "/actuator");
    PATHS.put("environment", "/actuator/env/%2e%2e");
    PATHS.put("description", "/v3/api-docs");
    PATHS.put("description as YAML", "/v3/api-docs.yaml");
    PATHS.put("favicon", "/favicon.ico");
    PATHS.put("WEB-INF", "/WEB-INF/web.xml");

    QUERIES.put("%zz=%", "%zz=%");
    QUERIES.put("=", "=");
    QUERIES.put("surrogate", "%ED%A0%80");
    QUERIES.put("surrogate as value", "a=%ED%A0%80");
    QUERIES.put("overlong", "%C0%AF=%C0%AF");
    QUERIES.put("empty", "");
    QUERIES.put("ampersands", "&&&&");
    QUERIES.put("equals signs", "a=b=c==");
    QUERIES.put("NUL", "%00=%00");
    QUERIES.put("brackets", "a%5B0%5D%5B%5D=1&a%5B%5D=2");
    QUERIES.put("semicolons", "a=1;b=2");
    QUERIES.put("question marks", "??a=?");
    QUERIES.put("plus signs", "+=+&a+b=c+d");
    QUERIES.put("unknown parameter", "unknown=1");
    QUERIES.put("2,000 parameters", "a=1&".repeat(2_000));
    QUERIES.put("value of 6,000", "a=" + "x".repeat(6_000));
    QUERIES.put("file parameter", "_method=DELETE&_charset_=UTF-16&class.module=x");
    QUERIES.put("expression", "a=${jndi:ldap://x}&b=%23%7B1%7D");
    QUERIES.put("format", "format=xml&mediaType=yaml");

    VALUES.put("empty", "");
    VALUES.put("blank", "%20");
    VALUES.put("NUL", "a%00b");
    VALUES.put("control character", "%07%1b");
    VALUES.put("line break", "a%0d%0ab");
    VALUES.put("surrogate", "%ED%A0%80");
    VALUES.put("invalid UTF-8", "%ff%fe");
    VALUES.put("overlong", "%C0%80");
    VALUES.put("emoji", "%F0%9F%98%80");
    VALUES.put("last code point", "%F4%8F%BF%BF");
    VALUES.put("beyond the last code point", "%F4%90%80%80");
    VALUES.put("Vietnamese", "L%C3%B2%20Th%E1%BB%8B%20Mai");
    VALUES.put("zero", "0");
    VALUES.put("negative", "-1");
    VALUES.put("minus zero", "-0");
    VALUES.put("int plus 1", "2147483648");
    VALUES.put("long plus 1", "9223372036854775808");
    VALUES.put("nine digits", "999999999");
    VALUES.put("many digits", "9".repeat(400));
    VALUES.put("exponent", "1e400");
    VALUES.put("huge exponent", "1e99999999999");
    VALUES.put("fraction", "1.5");
    VALUES.put("NaN", "NaN");
    VALUES.put("Arabic digits", "%D9%A1%D9%A2");
    VALUES.put("true", "true");
    VALUES.put("null", "null");
    VALUES.put("UUID", "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57");
    VALUES.put("UUID of short groups", "1-1-1-1-1");
    VALUES.put("quotes", "%27%22%3B--");
    VALUES.put("wildcards", "%25_%2A%3F");
    VALUES.put("dots", "..");
    VALUES.put("encoded slash", "..%2F..%2Fx");
    VALUES.put("twice encoded", "%252e%252e");
    VALUES.put("percent alone", "100%");
    VALUES.put("percent with letters", "%zz");
    VALUES.put("semicolon", "a;b=c");
    VALUES.put("of 129", "x".repeat(129));
    VALUES.put("of 5,000", "x".repeat(5_000));
    VALUES.put("expression", "%24%7B7*7%7D");
  }

  private TargetKinds() {}

  /** Paths and queries that are wrong for any operation. */
  static void addGeneral(Requests requests) {
    String target = requests.operation().validTarget();
    PATHS.forEach((name, path) ->
        requests.add("path: " + name).target(path.replace("@", target.replaceFirst("\\?.*", ""))));
    String separator = target.contains("?") ? "&" : "?";
    QUERIES.forEach((name, query) -> {
      requests.add("query: " + name).target(target + separator + query);
      requests.add("query first: " + name).target(target.replaceFirst("\\?.*", "") + "?" + query);
    });
  }

  /** Values of the parameters of the operation. */
  static void add(Requests requests) {
    Operation operation = requests.operation();
    for (Parameter parameter : operation.parameters()) {
      VALUES.forEach((name, value) ->
          requests
              .add(parameter.in() + " parameter: " + name)
              .target(operation.target(Map.of(parameter.name(), value))));
    }
    for (Parameter parameter : operation.parametersIn("query")) {
      String valid = operation.target(Map.of(parameter.name(), parameter.example()));
      String again = "&" + parameter.name() + "=" + parameter.example();
      requests.add("repeated parameter").target(valid + again);
      requests.add("parameter 300 times").target(valid + again.repeat(300));
      requests.add("parameter without value").target(valid + "&" + parameter.name());
      requests
          .add("missing parameter")
          .target(valid.replaceFirst("([?&])" + parameter.name() + "=[^&]*", "$1"));
    }
  }
}
