package dev.notifier.console.routes;

import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.FormProblems.Problem;
import dev.notifier.console.layout.Page;
import dev.notifier.console.text.TypedTimes;
import dev.notifier.console.web.Form;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people type about a route. */
final class RouteForms {
  private RouteForms() {}

  /** The limits of a route, as typed. */
  record Limits(String rate, String sessions, String window) {
    static Limits of(RouteView route) {
      return new Limits(
          Integer.toString(route.rate()),
          Integer.toString(route.sessions()),
          Integer.toString(route.window()));
    }

    static Limits of(Form form) {
      return new Limits(form.text("rate"), form.text("sessions"), form.text("window"));
    }

    /** What is no whole number. */
    FormProblems problems(Page page) {
      List<Problem> problems = new ArrayList<>();
      fields()
          .forEach((field, value) -> {
            if (!value.matches("[0-9]{1,7}")) {
              problems.add(
                  new Problem(field, page.t("routes.no-number", page.word("routes", field))));
            }
          });
      return new FormProblems(problems, null);
    }

    /** The change; all values must be numbers. */
    Map<String, Integer> change() {
      Map<String, Integer> change = new LinkedHashMap<>();
      fields().forEach((field, value) -> change.put(field, Integer.valueOf(value)));
      return change;
    }

    private Map<String, String> fields() {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("rate", rate);
      fields.put("sessions", sessions);
      fields.put("window", window);
      return fields;
    }
  }

  /**
   * That a route takes the messages of the others, as typed.
   *
   * @param until a time in Vietnam, as a browser sends it
   */
  record Takeover(String messages, String until, String reason) {
    static final Takeover NOTHING = new Takeover("urgent", "", "");

    static Takeover of(Form form) {
      return new Takeover(form.text("messages"), form.text("until"), form.text("reason"));
    }

    /** What is missing. */
    FormProblems problems(Page page) {
      List<Problem> problems = new ArrayList<>();
      if (time() == null) {
        problems.add(new Problem("until", page.t("routes.takeover-until-missing")));
      }
      if (reason.isEmpty()) {
        problems.add(new Problem("reason", page.t("routes.takeover-reason-missing")));
      }
      return new FormProblems(problems, null);
    }

    /** The body of the command; the time must not be missing. */
    Map<String, String> body() {
      Map<String, String> body = new LinkedHashMap<>();
      body.put("messages", messages.equals("all") ? "all" : "urgent");
      body.put("until", String.valueOf(time()));
      body.put("reason", reason);
      return body;
    }

    private @Nullable String time() {
      Instant time = TypedTimes.time(until);
      return time == null ? null : time.toString();
    }
  }

  /** The contact of a route, as typed. */
  record Contact(String contact, String contract, String note) {
    static Contact of(RouteView route) {
      RouteView.Contact known = route.knownContact();
      return new Contact(known.contact(), known.contract(), known.note());
    }

    static Contact of(Form form) {
      return new Contact(form.text("contact"), form.text("contract"), form.text("note"));
    }
  }
}
