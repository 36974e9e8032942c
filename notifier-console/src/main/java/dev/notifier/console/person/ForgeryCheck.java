package dev.notifier.console.person;

import dev.notifier.console.text.TypedTimes;
import dev.notifier.console.web.Form;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The question whether a text is from us, and its answer. */
final class ForgeryCheck {
  private ForgeryCheck() {}

  /**
   * What was asked, as it was typed.
   *
   * @param receivedAt a time of Vietnam; may be empty
   */
  record Question(PersonForm person, String text, String receivedAt) {
    static Question of(Form form) {
      return new Question(PersonForm.of(form), form.raw("text"), form.text("receivedAt"));
    }

    /** The id of the input that is wrong; null if the question is complete. */
    @Nullable String wrong() {
      if (person.phone().isEmpty()) {
        return "phone";
      }
      if (text.isBlank()) {
        return "text";
      }
      return receivedAt.isEmpty() || time() != null ? null : "receivedAt";
    }

    Map<String, Object> request() {
      Map<String, Object> request = new LinkedHashMap<>();
      request.put("phone", person.phone());
      request.put("text", text);
      Instant at = time();
      if (at != null) {
        request.put("receivedAt", at.toString());
      }
      return request;
    }

    private @Nullable Instant time() {
      return TypedTimes.time(receivedAt);
    }

    /** Omits person and text. */
    @Override
    public String toString() {
      return "Question[]";
    }
  }

  /**
   * The answer.
   *
   * @param result sent, not-sent or unknown
   * @param withoutText messages whose text is not kept, which it may be
   * @param reports how often the text was asked about
   */
  record Answer(
      String result,
      @Nullable Sent message,
      @Nullable List<Sent> withoutText,
      @Nullable Integer reports) {
    List<Sent> candidates() {
      return withoutText == null ? List.of() : withoutText;
    }

    /** The colour of the result. */
    String tag() {
      return switch (result) {
        case "sent" -> "good";
        case "not-sent" -> "bad";
        default -> "warn";
      };
    }
  }

  /** A message that was sent. */
  record Sent(String notificationId, Instant sentAt, String template, boolean part) {}
}
