package dev.notifier.console.errors;

import dev.notifier.console.errors.TypedFields.Field;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;

/**
 * A form that was sent after the session had ended, to be sent again after the sign-in. Only the
 * page that answers it has it: neither the browser nor the server stores it.
 *
 * @param page that the form was sent to
 * @param fields all but the code of the second factor, which the sign-in makes fresh
 */
record KeptForm(String page, List<Field> fields) {
  /** The most characters of names and values in all. */
  static final int MAX_LENGTH = 100_000;

  /** The form of a request; nothing if it has secrets, is longer, or is none of a whole page. */
  static Optional<KeptForm> of(HttpServletRequest http, ConsoleRequest request) {
    if (!HttpMethod.POST.matches(http.getMethod()) || ConsoleRequest.isPart(http)) {
      return Optional.empty();
    }
    return fields(Form.sent(http)).map(fields -> new KeptForm(request.here(), fields));
  }

  /**
   * What someone else could have typed, and is sent in the name of who is signed in then: all but
   * what pages set themselves.
   */
  TypedFields typed() {
    return new TypedFields(
        fields.stream()
            .filter(field -> TypedFields.isShown(field.name()) && !field.value().isBlank())
            .toList(),
        false);
  }

  static Optional<List<Field>> fields(Form form) {
    List<Field> fields = new ArrayList<>();
    int length = 0;
    for (String name : form.names()) {
      boolean secret = TypedFields.isSecret(name);
      for (String value : form.all(name)) {
        if (secret && !value.isBlank() && !TypedFields.isCode(name)) {
          return Optional.empty();
        }
        if (!secret) {
          length += name.length() + value.length();
          fields.add(new Field(name, value));
        }
      }
    }
    return fields.isEmpty() || length > MAX_LENGTH ? Optional.empty() : Optional.of(fields);
  }
}
