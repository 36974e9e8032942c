package dev.notifier.api.templates;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.language.schema.SchemaFields;
import dev.notifier.templates.template.CompilationResult;
import dev.notifier.templates.template.TemplateCompiler;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.templates.template.VariantDiagnostic;
import java.util.List;
import java.util.Map;

/** Validates templates against the data of their event type. Thread-safe. */
final class TemplateValidator {
  private final EventTypeRegistry types;
  private final Runnable refresh;

  /**
   * @param refresh loads the event types from the store; may throw if PostgreSQL is unavailable
   */
  TemplateValidator(EventTypeRegistry types, Runnable refresh) {
    this.types = types;
    this.refresh = refresh;
  }

  /**
   * Validates a template with the known event types.
   *
   * @throws ProblemException with all diagnostics
   */
  void validate(TemplateSource source) {
    List<VariantDiagnostic> diagnostics = diagnostics(source, fields(source));
    if (!diagnostics.isEmpty()) {
      throw TemplateDiagnostics.problem(
          ErrorCode.TEMPLATE_ERRORS, TemplateDiagnostics.of(source, diagnostics, ""));
    }
  }

  /** Validates a stored template. */
  void validate(Map<String, Object> source) {
    validate(TemplateSourceReader.stored(source));
  }

  /**
   * Validates a stored template with the event types in the store. Another instance may have
   * changed one that is not known here yet.
   */
  void validateWithStoredTypes(Map<String, Object> source) {
    refresh.run();
    validate(source);
  }

  /** Returns true if a stored template can be used with the event types in the store. */
  boolean isValidWithStoredTypes(Map<String, Object> source) {
    try {
      validateWithStoredTypes(source);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  /**
   * Returns the fields of the template's event type.
   *
   * @throws ProblemException if the event type is not registered
   */
  SchemaField fields(TemplateSource source) {
    return SchemaFields.of(
        types
            .fields(source.eventType())
            .orElseThrow(() ->
                new ProblemException(
                    Problem.of(
                        ErrorCode.EVENT_TYPE_NOT_REGISTERED,
                        ErrorCode.EVENT_TYPE_NOT_REGISTERED.detail()
                            + NearNames.suggestion(source.eventType(), types.names())))));
  }

  static List<VariantDiagnostic> diagnostics(TemplateSource source, SchemaField fields) {
    return switch (TemplateCompiler.compile(source, 1, fields)) {
      case CompilationResult.Compiled _ -> List.of();
      case CompilationResult.Invalid invalid -> invalid.diagnostics();
    };
  }
}
