package dev.notifier.api.templates;

import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.language.schema.SchemaFields;
import dev.notifier.templates.lint.AdvertisingText;
import dev.notifier.templates.template.CompilationResult;
import dev.notifier.templates.template.TemplateCompiler;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.templates.template.VariantDiagnostic;
import java.util.List;
import java.util.Map;

/** Validates templates against the data of their event type. Thread-safe. */
final class TemplateValidator {
  private static final String SENDER_OF_OTHERS =
      "only templates of the tenant "
          + Tenants.NATIONAL
          + " have a sender; remove it, then"
          + " messages have the sender of their route";

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
   * @param tenant to which it belongs
   * @throws ProblemException with all diagnostics
   */
  void validate(String tenant, TemplateSource source) {
    List<VariantDiagnostic> diagnostics = diagnostics(tenant, source);
    if (!diagnostics.isEmpty()) {
      throw TemplateDiagnostics.problem(
          ErrorCode.TEMPLATE_ERRORS, TemplateDiagnostics.of(source, diagnostics, ""));
    }
  }

  /**
   * Validates a stored template with the event types in the store. Another instance may have
   * changed one that is not known here yet.
   */
  void validateWithStoredTypes(String tenant, Map<String, Object> source) {
    refresh.run();
    validate(tenant, TemplateSourceReader.stored(source));
  }

  /** Returns true if a stored template can be used with the event types in the store. */
  boolean isValidWithStoredTypes(String tenant, Map<String, Object> source) {
    try {
      validateWithStoredTypes(tenant, source);
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

  /**
   * Returns all diagnostics of a tenant's template.
   *
   * @throws ProblemException if the event type is not registered
   */
  List<VariantDiagnostic> diagnostics(String tenant, TemplateSource source) {
    List<VariantDiagnostic> diagnostics = diagnostics(source, fields(source));
    if (!diagnostics.isEmpty()) {
      return diagnostics;
    }
    List<VariantDiagnostic> senders = senders(tenant, source);
    CompiledEventType type = types.find(source.eventType());
    return senders.isEmpty() && type != null && isAdvertising(type)
        ? AdvertisingText.diagnostics(source)
        : senders;
  }

  private static boolean isAdvertising(CompiledEventType type) {
    return type.definition().category() == Category.ADVERTISING;
  }

  /**
   * Only the national tenant sets senders: in the name of another agency, a province could ask
   * people for anything, and routes send with each address that the carrier accepts.
   */
  private static List<VariantDiagnostic> senders(String tenant, TemplateSource source) {
    if (Tenants.isNational(tenant)) {
      return List.of();
    }
    return source.variants().stream()
        .filter(variant -> variant.sender() != null)
        .map(variant ->
            new VariantDiagnostic(
                variant.locale(),
                variant.audience(),
                VariantDiagnostic.SENDER,
                new Diagnostic(DiagnosticCode.BAD_SENDER, 1, 1, SENDER_OF_OTHERS)))
        .toList();
  }

  /** Returns the diagnostics that do not depend on the tenant. */
  static List<VariantDiagnostic> diagnostics(TemplateSource source, SchemaField fields) {
    return switch (TemplateCompiler.compile(source, 1, fields)) {
      case CompilationResult.Compiled _ -> List.of();
      case CompilationResult.Invalid invalid -> invalid.diagnostics();
    };
  }
}
