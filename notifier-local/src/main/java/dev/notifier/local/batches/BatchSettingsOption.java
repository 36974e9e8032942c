package dev.notifier.local.batches;

import dev.notifier.local.console.CommandException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of a file on the command line: {@code encoding=windows-1258 mapping.phone=SDT}. */
final class BatchSettingsOption {
  private static final String MAPPING = "mapping.";
  private static final String NUMBER = "[0-9]{1,9}";

  private BatchSettingsOption() {}

  /** The body of the request. The api checks names and values. */
  static Map<String, Object> parse(String... settings) throws CommandException {
    Map<String, Object> body = new LinkedHashMap<>();
    Map<String, String> mapping = new LinkedHashMap<>();
    for (String setting : settings) {
      int sign = setting.indexOf('=');
      if (sign < 1) {
        throw new CommandException(
            "Write " + setting + " as NAME=VALUE, such as encoding=windows-1258.");
      }
      String name = setting.substring(0, sign);
      String value = setting.substring(sign + 1);
      if (name.startsWith(MAPPING)) {
        mapping.put(name.substring(MAPPING.length()), value);
      } else {
        body.put(name, typed(value));
      }
    }
    if (!mapping.isEmpty()) {
      body.put("mapping", mapping);
    }
    return body;
  }

  private static Object typed(String value) {
    if (value.equals("true") || value.equals("false")) {
      return Boolean.valueOf(value);
    }
    return value.matches(NUMBER) ? Integer.valueOf(value) : value;
  }
}
