package dev.notifier.console.keys;

import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.text.Formats;
import dev.notifier.console.text.TypedTimes;
import dev.notifier.console.web.Account;
import dev.notifier.console.web.Form;
import dev.notifier.contracts.access.Scope;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The forms of keys, and the bodies of their requests. */
final class KeyFields {
  /** The categories that can be allowed. */
  static final List<String> CATEGORIES = List.of("OTP", "SERVICE", "GENERAL_INFO", "ADVERTISING");

  /** The kinds, the usual one first. */
  static final List<String> KINDS = List.of("live", "test", "team");

  /** How long the former secret may stay valid. */
  static final List<String> FORMER = List.of("PT24H", "PT0S", "PT1H", "P7D", "P30D");

  private KeyFields() {}

  /** The scopes that a person may give, because the person has them. */
  static List<String> scopes(Account account) {
    return Arrays.stream(Scope.values()).map(Scope::id).filter(account::has).toList();
  }

  /** The scopes of a key that a person cannot take away either, because the person lacks them. */
  static List<String> fixed(List<String> had, Account account) {
    List<String> own = scopes(account);
    return had.stream().filter(scope -> !own.contains(scope)).toList();
  }

  /**
   * The boxes that are checked: those of the key as it is now, unless the person has changed some.
   *
   * @param had the scopes of the key; empty for another key
   */
  static List<String> checked(Form form, List<String> had) {
    return form.has("had") && !changesScopes(form) ? had : form.all("scope");
  }

  /** Compares with what the key had when the form was made. */
  private static boolean changesScopes(Form form) {
    return !Set.copyOf(form.all("scope")).equals(Set.copyOf(form.all("had")));
  }

  /** What was typed, or else what a key has. */
  static Form of(KeyView key) {
    KeyView.Permissions permissions = key.permissions();
    Map<String, List<String>> fields = new LinkedHashMap<>();
    fields.put("owner", List.of(key.owner()));
    fields.put("scope", key.scopes());
    fields.put("eventTypes", List.of(String.join("\n", permissions.eventTypes())));
    fields.put("category", permissions.categories());
    fields.put("networks", List.of(String.join("\n", permissions.networks())));
    fields.put("messagesPerDay", number(permissions.messagesPerDay()));
    fields.put("requestsPerSecond", number(permissions.requestsPerSecond()));
    return Form.of(fields);
  }

  private static List<String> number(@Nullable Number number) {
    return number == null ? List.of() : List.of(number.toString());
  }

  /** What the HTTP interface would not get as it was typed. */
  static FormProblems wrong(Page page, Form form) {
    if (form.isNoNumber("messagesPerDay")) {
      return FormProblems.of(
          "messagesPerDay", page.t("keys.wrong-number", page.t("keys.messages-per-day")));
    }
    if (form.isNoNumber("requestsPerSecond")) {
      return FormProblems.of(
          "requestsPerSecond", page.t("keys.wrong-number", page.t("keys.requests-per-second")));
    }
    return FormProblems.none();
  }

  static Map<String, Object> create(Form form) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", form.text("name"));
    body.put("owner", form.text("owner"));
    put(body, "tenant", form.optional("tenant"));
    put(body, "kind", form.optional("kind"));
    body.put("scopes", form.all("scope"));
    put(body, "expiresAt", expiry(form.text("expires")));
    Map<String, @Nullable Object> permissions = permissions(form);
    permissions.values().removeIf(value -> value == null);
    List<String> team = form.lines("teamNumbers");
    if (!team.isEmpty()) {
      permissions.put("teamNumbers", team);
    }
    body.put("permissions", permissions);
    return body;
  }

  /**
   * A merge patch: what is empty now is not limited any more. It has scopes only if the person has
   * changed some, and then those that the person lacks, too: the HTTP interface refuses them.
   */
  static Map<String, Object> change(Form form) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("owner", form.text("owner"));
    if (changesScopes(form)) {
      body.put("scopes", form.all("scope"));
    }
    put(body, "expiresAt", expiry(form.text("expires")));
    body.put("permissions", permissions(form));
    return body;
  }

  private static Map<String, @Nullable Object> permissions(Form form) {
    Map<String, @Nullable Object> permissions = new LinkedHashMap<>();
    permissions.put("eventTypes", form.lines("eventTypes"));
    permissions.put("categories", form.all("category"));
    permissions.put("networks", form.lines("networks"));
    permissions.put("messagesPerDay", form.number("messagesPerDay"));
    permissions.put("requestsPerSecond", form.number("requestsPerSecond"));
    return permissions;
  }

  /** The end of a day. */
  private static @Nullable String expiry(String day) {
    if (day.isEmpty()) {
      return null;
    }
    LocalDate last = TypedTimes.day(day);
    // The HTTP interface says what is wrong with another text.
    return last == null ? day : Formats.begin(last.plusDays(1)).toString();
  }

  private static void put(Map<String, Object> body, String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
