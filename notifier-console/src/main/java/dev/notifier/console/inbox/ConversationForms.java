package dev.notifier.console.inbox;

import dev.notifier.console.web.Form;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The bodies of the commands of a conversation, from their forms. */
final class ConversationForms {
  private ConversationForms() {}

  /** The body of a command; nothing if there is no such command. */
  static Optional<Map<String, Object>> of(String command, Form form) {
    Map<String, Object> body = new LinkedHashMap<>();
    switch (command) {
      case "assign" -> put(body, "assignee", caller(form.text("assignee")));
      case "answer" -> putAnswer(body, form);
      case "note" -> body.put("text", form.text("note"));
      case "hand-over" -> put(body, "note", form.text("handOver"));
      case "close" -> body.put("reason", form.text("reason"));
      case "reopen" -> {}
      case "correct" -> {
        body.put("messageId", form.text("messageId"));
        body.put("correction", form.text("correction"));
        put(body, "notificationId", form.text("notificationId"));
      }
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(body);
  }

  /** Colleagues are users, unless the name of another caller was typed. */
  private static String caller(String typed) {
    return typed.isEmpty() || typed.equals("me") || typed.contains(":") ? typed : "user:" + typed;
  }

  /** The body of a preview; empty if nothing was typed. */
  static Map<String, Object> preview(Form form) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (form.optional("knowledge") != null || form.optional("text") != null) {
      putAnswer(body, form);
      body.put("preview", true);
    }
    return body;
  }

  private static void putAnswer(Map<String, Object> body, Form form) {
    String knowledge = form.optional("knowledge");
    if (knowledge == null) {
      body.put("text", form.text("text"));
    } else {
      body.put("knowledge", knowledge);
    }
  }

  private static void put(Map<String, Object> body, String name, String value) {
    if (!value.isEmpty()) {
      body.put(name, value);
    }
  }
}
