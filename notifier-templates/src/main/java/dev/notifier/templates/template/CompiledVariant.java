package dev.notifier.templates.template;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.language.program.CompiledProgram;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A variant that can be rendered.
 *
 * @param diacritics its own or the template's
 */
record CompiledVariant(
    String locale,
    Audience audience,
    @Nullable String sender,
    DiacriticsPolicy diacritics,
    CompiledProgram program) {

  /** Whether it was written for such a recipient. */
  boolean isFor(@Nullable Object kind, @Nullable Object livingArea) {
    return isForKind(kind)
        && (audience.livingAreas().isEmpty() || contains(audience.livingAreas(), livingArea));
  }

  /** The same, wherever the recipient lives. */
  boolean isForKind(@Nullable Object kind) {
    return audience.kinds().isEmpty() || contains(audience.kinds(), kind);
  }

  private static boolean contains(Set<String> values, @Nullable Object value) {
    return value instanceof String text && values.contains(text);
  }

  /** A simple wording for those who read with effort. */
  boolean isSimple() {
    return !audience.livingAreas().isEmpty() && diacritics == DiacriticsPolicy.KEEP;
  }
}
