package dev.notifier.console.knowledge;

import dev.notifier.console.web.Form;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A question that an entry is to get.
 *
 * @param entry its id
 * @param group of questions without an answer; empty for none
 */
record TypedQuestion(String entry, String language, String question, String group) {
  static TypedQuestion of(Form form) {
    return new TypedQuestion(
        form.text("entry"), form.text("language"), form.text("question"), form.raw("group"));
  }

  /** The command that adds it to the draft of its entry. */
  Map<String, Object> command() {
    Map<String, Object> command = new LinkedHashMap<>();
    command.put("language", language);
    command.put("question", question);
    if (!group.isEmpty()) {
      command.put("group", group);
    }
    return command;
  }
}
