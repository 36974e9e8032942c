package dev.notifier.console.errors;

import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpMethod;

/**
 * What a person has typed into a form whose page cannot be shown again, to copy it. It has no
 * secrets, at most {@value #MAX_FIELDS} fields, and {@value #MAX_LENGTH} characters in all.
 *
 * @param cut whether a part is missing, because it is longer
 */
record TypedFields(List<Field> all, boolean cut) {
  static final int MAX_FIELDS = 50;
  static final int MAX_LENGTH = 20_000;

  private static final String CODE = "code";
  private static final Set<String> SECRET = Set.of(CODE, "link");
  private static final Set<String> SECRET_PARTS =
      Set.of("password", "secret", "credential", "token");

  /** Fields that pages set themselves. */
  private static final Set<String> TECHNICAL = Set.of("form", "version", "base", "next", "cursor");

  /** One value of a field. */
  record Field(String name, String value) {
    private static final int WIDTH = 60;
    private static final int MAX_ROWS = 12;

    /** How many lines of a page show it. */
    int rows() {
      long lines = value.lines().mapToLong(line -> 1 + line.length() / WIDTH).sum();
      return Math.clamp(lines, 1, MAX_ROWS);
    }
  }

  /** Nothing was typed. */
  static TypedFields none() {
    return new TypedFields(List.of(), false);
  }

  /** The fields of the form that a request has sent; none if it is no form of a whole page. */
  static TypedFields of(HttpServletRequest request) {
    return HttpMethod.POST.matches(request.getMethod()) && !ConsoleRequest.isPart(request)
        ? of(Form.sent(request))
        : none();
  }

  static TypedFields of(Form form) {
    List<Field> all = new ArrayList<>();
    int left = MAX_LENGTH;
    for (String name : form.names()) {
      for (String value : isShown(name) ? form.all(name) : List.<String>of()) {
        if (value.isBlank()) {
          continue;
        }
        int length = name.length() + value.length();
        if (all.size() == MAX_FIELDS || left <= name.length()) {
          return new TypedFields(all, true);
        }
        if (length > left) {
          all.add(new Field(name, value.substring(0, left - name.length())));
          return new TypedFields(all, true);
        }
        all.add(new Field(name, value));
        left -= length;
      }
    }
    return new TypedFields(all, false);
  }

  /** Whether a page shows again what was typed into a field. */
  static boolean isShown(String name) {
    return !TECHNICAL.contains(name.toLowerCase(Locale.ROOT)) && !isSecret(name);
  }

  /** Whether no page shows again what was typed into a field. */
  static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SECRET.contains(lower) || SECRET_PARTS.stream().anyMatch(lower::contains);
  }

  /** Whether it is the field of the second factor. */
  static boolean isCode(String name) {
    return name.equals(CODE);
  }
}
