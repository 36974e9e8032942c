package dev.notifier.api.reports;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.effects.Effect;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The definition of an effect.
 *
 * @param days null = 30
 * @param sameSubject null = false
 */
record EffectForm(
    String reminder, List<String> outcomes, @Nullable Integer days, @Nullable Boolean sameSubject) {
  private static final int DAYS = 30;

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "EffectForm",
          new RequestSchema.Codes(ErrorCode.INVALID_EFFECT, ErrorCode.INVALID_EFFECT));

  /**
   * Reads a form.
   *
   * @throws dev.notifier.api.problem.ProblemException with all violations
   */
  static EffectForm read(JsonNode body) {
    return SCHEMA.bind(body, EffectForm.class);
  }

  Effect named(String name) {
    return new Effect(
        name,
        reminder,
        outcomes,
        Objects.requireNonNullElse(days, DAYS),
        Objects.requireNonNullElse(sameSubject, false));
  }
}
