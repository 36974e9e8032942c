package dev.notifier.console.users;

import dev.notifier.console.web.Form;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The bodies of requests about users, from their forms. */
final class UserForms {
  private UserForms() {}

  static Map<String, Object> create(Form form) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", form.text("name"));
    putTenant(body, form);
    body.putAll(change(form));
    return body;
  }

  private static void putTenant(Map<String, Object> body, Form form) {
    String tenant = form.optional("tenant");
    if (tenant != null) {
      body.put("tenant", tenant);
    }
  }

  static Map<String, Object> change(Form form) {
    return Map.of(
        "fullName", form.text("fullName"),
        "roles", form.all("role"),
        "rights", form.all("right"));
  }

  /** The body of a command; nothing if there is no such command. */
  static Optional<Map<String, Object>> command(String command, Form form) {
    Map<String, Object> body = new LinkedHashMap<>();
    switch (command) {
      case "end-sessions" -> body.put("reason", form.text("reason"));
      case "disable" -> {
        body.put("reason", form.text("reason"));
        String successor = form.optional("handOverTo");
        if (successor != null) {
          body.put("handOverTo", successor);
        }
        body.put("keepKeys", form.has("keepKeys"));
      }
      case "enable" -> {}
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(body);
  }
}
