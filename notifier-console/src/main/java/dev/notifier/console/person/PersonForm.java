package dev.notifier.console.person;

import dev.notifier.console.web.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The person that a page is about, and the reason for asking. Forms carry it from page to page; it
 * is never in an address.
 *
 * @param phone as it was typed; empty if the person is looked up by the reference
 * @param personRef empty if the person is looked up by the number
 * @param purpose one of {@link #PURPOSES}
 * @param ticket the case of the caller; may be empty
 */
record PersonForm(String phone, String personRef, String purpose, String ticket) {
  /** Why a person may be looked up, the most frequent reason first. */
  static final List<String> PURPOSES =
      List.of(
          "not-received",
          "question",
          "complaint",
          "suspicious-message",
          "own-request",
          "investigation");

  static final PersonForm EMPTY = new PersonForm("", "", "", "");

  static PersonForm of(Form form) {
    return new PersonForm(
        form.text("phone"), form.text("personRef"), form.text("purpose"), form.text("ticket"));
  }

  /** The id of the input that is wrong; null if the form is complete. */
  @Nullable String wrong() {
    if (phone.isEmpty() == personRef.isEmpty()) {
      return "phone";
    }
    return PURPOSES.contains(purpose) ? null : "purpose";
  }

  /** The person as a request names it. */
  Map<String, Object> person() {
    Map<String, Object> person = new LinkedHashMap<>();
    if (phone.isEmpty()) {
      person.put("personRef", personRef);
    } else {
      person.put("phone", phone);
    }
    return person;
  }

  /**
   * The request for a page of the timeline.
   *
   * @param cursor of the page; empty for the first one
   */
  Map<String, Object> timeline(String cursor) {
    Map<String, Object> request = person();
    request.put("purpose", purpose);
    if (!ticket.isEmpty()) {
      request.put("ticket", ticket);
    }
    if (!cursor.isEmpty()) {
      request.put("cursor", cursor);
    }
    return request;
  }

  /** Omits the person. */
  @Override
  public String toString() {
    return "PersonForm[" + purpose + "]";
  }
}
