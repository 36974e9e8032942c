package dev.notifier.console.optouts;

import dev.notifier.console.text.Formats;
import dev.notifier.console.text.TypedTimes;
import dev.notifier.console.web.Form;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a person, as an agent has typed it.
 *
 * @param at when the person said so, in Vietnam; sent with the form, so that sending it twice
 *     records it once
 * @param allTenants whether it concerns the messages of all tenants
 */
record ChangeForm(
    Change change,
    String phone,
    List<String> purposes,
    String about,
    String unitCode,
    String channel,
    String at,
    String note,
    boolean allTenants,
    Origin origin) {
  /** What can be opted out of. */
  static final List<String> PURPOSES = List.of("ADVERTISING", "GENERAL_INFO", "SERVICE");

  /** How people say so. */
  static final List<String> CHANNELS = List.of("hotline", "office", "portal", "sms", "letter");

  /** The fields of a form; when it is opened, the time is now. */
  static ChangeForm of(Change change, Form form, Instant now) {
    String at = form.text("at");
    return new ChangeForm(
        change,
        form.text("phone"),
        form.all("purposes"),
        // The timeline of a person sends the reference of the person as personRef.
        form.has("about") ? form.text("about") : form.text("personRef"),
        form.text("unitCode"),
        form.text("channel"),
        at.isEmpty()
            ? now.atZone(Formats.ZONE).toLocalDateTime().truncatedTo(ChronoUnit.SECONDS).toString()
            : at,
        form.text("note"),
        form.has("allTenants"),
        Origin.of(form));
  }

  /** The id of the input that is wrong; null if the form is complete. */
  @Nullable String wrong() {
    if (phone.isEmpty()) {
      return "phone";
    }
    if (change.hasPurposes() && purposes.isEmpty()) {
      return "purposes";
    }
    if (change.namesSomeone() && about.isEmpty() == unitCode.isEmpty()) {
      return "about";
    }
    if (channel.isEmpty()) {
      return "channel";
    }
    if (time() == null) {
      return "at";
    }
    return change.needsNote() && note.isEmpty() ? "note" : null;
  }

  private @Nullable Instant time() {
    return TypedTimes.time(at);
  }

  /** The request. The form must be complete. */
  Map<String, Object> request() {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("phone", phone);
    if (change.hasPurposes()) {
      statement.put("purposes", purposes);
    }
    if (change.namesSomeone()) {
      statement.put(about.isEmpty() ? "unitCode" : "personRef", about.isEmpty() ? unitCode : about);
    }
    statement.put("channel", channel);
    statement.put("at", String.valueOf(time()));
    if (!note.isEmpty()) {
      statement.put("note", note);
    }
    Map<String, Object> request = new LinkedHashMap<>();
    request.put(change.list(), List.of(statement));
    if (allTenants && change.hasPurposes()) {
      request.put("allTenants", true);
    }
    return request;
  }

  /** Omits what the person said. */
  @Override
  public String toString() {
    return "ChangeForm[" + change + "]";
  }
}
