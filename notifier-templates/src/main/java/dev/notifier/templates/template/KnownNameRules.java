package dev.notifier.templates.template;

import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.schema.NameResolver;
import dev.notifier.templates.language.schema.NearName;
import dev.notifier.templates.language.schema.SchemaField;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rejects variants that no recipient would ever get, because their language, kind or living area
 * does not exist. Only for templates that are being written: what is published stays usable when an
 * event type changes.
 */
final class KnownNameRules {
  /** The living areas of Decree 146/2018, on which benefits depend. */
  private static final Set<String> LIVING_AREAS = Set.of("K1", "K2", "K3");

  private KnownNameRules() {}

  /**
   * Checks one variant.
   *
   * @param data the schema of the event type's data
   */
  static List<VariantDiagnostic> diagnostics(VariantSource variant, SchemaField data) {
    List<VariantDiagnostic> diagnostics = new ArrayList<>();
    if (KnownLocales.hasForm(variant.locale())) {
      KnownLocales.adviceOn(variant.locale())
          .ifPresent(advice ->
              diagnostics.add(
                  of(variant, VariantDiagnostic.LOCALE, DiagnosticCode.UNKNOWN_LOCALE, advice)));
    }
    checkAudience(
        variant,
        VariantDiagnostic.KINDS,
        variant.audience().kinds(),
        values(data, "kind", Set.of()),
        diagnostics);
    checkAudience(
        variant,
        VariantDiagnostic.LIVING_AREAS,
        variant.audience().livingAreas(),
        values(data, "livingArea", LIVING_AREAS),
        diagnostics);
    return diagnostics;
  }

  private static Set<String> values(SchemaField data, String name, Set<String> otherwise) {
    SchemaField field = NameResolver.find(data, List.of("recipient", name));
    return field == null || field.values().isEmpty() ? otherwise : Set.copyOf(field.values());
  }

  private static void checkAudience(
      VariantSource variant,
      String key,
      Set<String> names,
      Set<String> known,
      List<VariantDiagnostic> diagnostics) {
    for (String name : new TreeSet<>(names)) {
      if (!known.isEmpty() && !known.contains(name)) {
        String near =
            NearName.of(known, name).map(each -> "write " + each + "; all are ").orElse("write ");
        String all = String.join(", ", new TreeSet<>(known));
        diagnostics.add(
            of(
                variant,
                key,
                DiagnosticCode.UNKNOWN_AUDIENCE,
                "no recipient is " + name + "; " + near + all));
      }
    }
  }

  private static VariantDiagnostic of(
      VariantSource variant, String key, DiagnosticCode code, String detail) {
    return new VariantDiagnostic(
        variant.locale(), variant.audience(), key, new Diagnostic(code, 1, 1, detail));
  }
}
