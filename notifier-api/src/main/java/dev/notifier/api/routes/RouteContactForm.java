package dev.notifier.api.routes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.routes.RouteContactStore.Texts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The contact of a route, as the caller sent it; null means empty. */
record RouteContactForm(
    @Nullable String contact, @Nullable String contract, @Nullable String note) {
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "RouteContactForm",
          new RequestSchema.Codes(ErrorCode.INVALID_SETTING, ErrorCode.UNKNOWN_SETTING));

  /**
   * Reads a form.
   *
   * @throws dev.notifier.api.problem.ProblemException with all violations
   */
  static RouteContactForm read(JsonNode body) {
    return SCHEMA.bind(body, RouteContactForm.class);
  }

  Texts texts() {
    return new Texts(
        Objects.requireNonNullElse(contact, ""),
        Objects.requireNonNullElse(contract, ""),
        Objects.requireNonNullElse(note, ""));
  }
}
