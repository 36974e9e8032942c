package dev.notifier.console.single;

import dev.notifier.console.web.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The recipient of a test and its values. Empty ones are those of the sample. */
record TestForm(Form typed) {
  String phone() {
    return typed.text("phone");
  }

  String locale() {
    return typed.text("locale");
  }

  /** The id of the input that is missing or wrong; null if there is none. */
  @Nullable String wrong(List<TypeField> fields) {
    if (phone().isEmpty()) {
      return "phone";
    }
    for (TypeField field : fields) {
      if (!field.typed(typed).isEmpty() && field.isWrong(typed)) {
        return field.input();
      }
    }
    return null;
  }

  /** The body of the command. */
  Map<String, Object> body(TypeDocument type) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("phone", phone());
    if (!locale().isEmpty()) {
      body.put("locale", locale());
    }
    Map<String, Object> own = new LinkedHashMap<>();
    for (TypeField field : inputs(type)) {
      Optional<Object> value = field.value(typed);
      value.ifPresent(each -> own.put(field.name(), each));
    }
    if (!own.isEmpty()) {
      Map<String, Object> data = new LinkedHashMap<>(type.sample());
      data.putAll(own);
      body.put("data", data);
    }
    return body;
  }

  /** The fields for which a value can be typed: a check box cannot be left empty. */
  static List<TypeField> inputs(TypeDocument type) {
    return type.fields().stream()
        .filter(field -> field.isUsable() && field.kind() != TypeField.Kind.FLAG)
        .toList();
  }

  /** Omits the number and the values. */
  @Override
  public String toString() {
    return "TestForm";
  }
}
