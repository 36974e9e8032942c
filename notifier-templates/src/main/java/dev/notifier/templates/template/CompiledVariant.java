package dev.notifier.templates.template;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.language.program.CompiledProgram;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compiled variant.
 *
 * @param diacritics its own or the template's
 * @param showsReply whether its text may say how to answer
 */
record CompiledVariant(
    String locale,
    Audience audience,
    @Nullable String sender,
    DiacriticsPolicy diacritics,
    CompiledProgram program,
    boolean showsReply) {

  /** Whether it is for such a recipient. */
  boolean isFor(@Nullable Object kind, @Nullable Object livingArea) {
    return isForKind(kind)
        && (audience.livingAreas().isEmpty() || contains(audience.livingAreas(), livingArea));
  }

  /** Whether it is for recipients of this kind, in any living area. */
  boolean isForKind(@Nullable Object kind) {
    return audience.kinds().isEmpty() || contains(audience.kinds(), kind);
  }

  private static boolean contains(Set<String> values, @Nullable Object value) {
    return value instanceof String text && values.contains(text);
  }

  /**
   * Whether it is a simple text for readers with difficulties: for living areas, with diacritics.
   */
  boolean isSimple() {
    return !audience.livingAreas().isEmpty() && diacritics == DiacriticsPolicy.KEEP;
  }
}
