package dev.notifier.console.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form, as a browser sends them. Immutable.
 *
 * <p>A form has at most {@value #MAX_BYTES} bytes and {@value #MAX_FIELDS} fields; a longer one is
 * refused before it is read.
 */
public final class Form {
  static final int MAX_BYTES = 512 * 1024;
  static final int MAX_FIELDS = 1000;

  private final Map<String, List<String>> fields;

  private Form(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  /** A form with these fields. */
  public static Form of(Map<String, List<String>> fields) {
    return new Form(Map.copyOf(fields));
  }

  /**
   * The form of a request, which {@link FormBodyFilter} has read.
   *
   * @throws BadFormException if it is no form, too long, or not text
   */
  static Form of(HttpServletRequest request) {
    byte[] body = FormBodyFilter.body(request);
    if (body == null) {
      throw new BadFormException();
    }
    return parse(new String(body, StandardCharsets.US_ASCII));
  }

  /** The form that a request has sent; without fields if it has sent none that can be read. */
  public static Form sent(HttpServletRequest request) {
    try {
      return of(request);
    } catch (BadFormException e) {
      return new Form(Map.of());
    }
  }

  static Form parse(String text) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    if (!text.isEmpty()) {
      String[] pairs = text.split("&", MAX_FIELDS + 1);
      if (pairs.length > MAX_FIELDS) {
        throw new BadFormException();
      }
      for (String pair : pairs) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return new Form(fields);
  }

  private static String decode(String text) {
    try {
      // Browsers send line ends of a text area as CR LF.
      return URLDecoder.decode(text, StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IllegalArgumentException e) {
      throw new BadFormException();
    }
  }

  /** The value of a field without blanks around it; empty if it is missing. */
  public String text(String name) {
    return raw(name).strip();
  }

  /** The value of a field as it was typed; empty if it is missing. */
  public String raw(String name) {
    List<String> values = fields.get(name);
    return values == null || values.isEmpty() ? "" : values.getFirst();
  }

  /** The value of a field, or null if nothing was typed. */
  public @Nullable String optional(String name) {
    String value = text(name);
    return value.isEmpty() ? null : value;
  }

  /** All values of a field, as of check boxes with one name. */
  public List<String> all(String name) {
    return List.copyOf(fields.getOrDefault(name, List.of()));
  }

  /** What was typed into a text area, one value a line or between commas. */
  public List<String> lines(String name) {
    return Pattern.compile("[\n,]")
        .splitAsStream(raw(name))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** The names of all fields, in the order of the form. */
  public List<String> names() {
    return List.copyOf(fields.keySet());
  }

  /** Whether a check box is checked, or a button was pressed. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }
}
