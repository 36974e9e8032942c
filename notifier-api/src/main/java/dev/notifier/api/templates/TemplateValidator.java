package dev.notifier.api.templates;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.Problem.Entry;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.language.schema.SchemaFields;
import dev.notifier.templates.template.CompilationResult;
import dev.notifier.templates.template.TemplateCompiler;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.templates.template.VariantDiagnostic;
import java.util.List;
import java.util.Map;

/** Compares wordings with what events of their type may hold. Thread-safe. */
final class TemplateValidator {
  private final EventTypeRegistry types;
  private final Runnable refresh;

  /**
   * @param refresh has the types learn what the store holds; may throw when PostgreSQL is away
   */
  TemplateValidator(EventTypeRegistry types, Runnable refresh) {
    this.types = types;
    this.refresh = refresh;
  }

  /**
   * Refuses a wording that cannot be used with its event type as it is now.
   *
   * @throws ProblemException with the place of each mistake
   */
  void refuseMistakes(TemplateSource source) {
    List<VariantDiagnostic> mistakes = mistakes(source, fields(source));
    if (!mistakes.isEmpty()) {
      List<Entry> entries = TemplateDiagnostics.of(source, mistakes, "");
      throw new ProblemException(
          Problem.with(
              ErrorCode.TEMPLATE_ERRORS, mistakes.getFirst().diagnostic().detail(), entries));
    }
  }

  /** The same for what was stored. */
  void refuseMistakes(Map<String, Object> source) {
    refuseMistakes(TemplateSourceReader.stored(source));
  }

  /**
   * The same with the event types that the store holds at this moment: another program may have
   * changed one that this one has not heard of yet.
   */
  void refuseMistakesNow(Map<String, Object> source) {
    refresh.run();
    refuseMistakes(source);
  }

  /** Whether what was stored can be used at this moment. */
  boolean fitsNow(Map<String, Object> source) {
    try {
      refuseMistakesNow(source);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  /**
   * What the data of its event type holds.
   *
   * @throws ProblemException when there is no such type
   */
  SchemaField fields(TemplateSource source) {
    return SchemaFields.of(
        types
            .fields(source.eventType())
            .orElseThrow(() ->
                new ProblemException(
                    Problem.of(
                        ErrorCode.EVENT_TYPE_NOT_REGISTERED,
                        "There is no such event type. There are: "
                            + String.join(", ", types.names())
                            + "."))));
  }

  static List<VariantDiagnostic> mistakes(TemplateSource source, SchemaField fields) {
    return switch (TemplateCompiler.compile(source, 1, fields)) {
      case CompilationResult.Compiled _ -> List.of();
      case CompilationResult.Invalid refused -> refused.diagnostics();
    };
  }
}
