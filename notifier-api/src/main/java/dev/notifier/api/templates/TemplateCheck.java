package dev.notifier.api.templates;

import dev.notifier.api.problem.Code;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.Problem.Entry;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.types.EventTypes;
import dev.notifier.templates.language.Field;
import dev.notifier.templates.language.Fields;
import dev.notifier.templates.wording.TemplateSource;
import dev.notifier.templates.wording.VariantMistake;
import dev.notifier.templates.wording.WordingCompilation;
import dev.notifier.templates.wording.Wordings;
import java.util.List;
import java.util.Map;

/** Compares wordings with what events of their type may hold. Thread-safe. */
final class TemplateCheck {
  private final EventTypes types;
  private final Runnable refresh;

  /**
   * @param refresh has the types learn what the store holds; may throw when PostgreSQL is away
   */
  TemplateCheck(EventTypes types, Runnable refresh) {
    this.types = types;
    this.refresh = refresh;
  }

  /**
   * Refuses a wording that cannot be used with its event type as it is now.
   *
   * @throws ProblemException with the place of each mistake
   */
  void refuseMistakes(TemplateSource source) {
    List<VariantMistake> mistakes = mistakes(source, fields(source));
    if (!mistakes.isEmpty()) {
      List<Entry> entries = TemplateMistakes.of(source, mistakes, "");
      throw new ProblemException(
          Problem.with(Code.TEMPLATE_MISTAKES, mistakes.getFirst().mistake().detail(), entries));
    }
  }

  /** The same for what was stored. */
  void refuseMistakes(Map<String, Object> source) {
    refuseMistakes(SourceReader.stored(source));
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
  Field fields(TemplateSource source) {
    return Fields.of(
        types
            .fields(source.eventType())
            .orElseThrow(() ->
                new ProblemException(
                    Problem.of(
                        Code.NO_SUCH_EVENT_TYPE,
                        "There is no such event type. There are: "
                            + String.join(", ", types.names())
                            + "."))));
  }

  static List<VariantMistake> mistakes(TemplateSource source, Field fields) {
    return switch (Wordings.compile(source, 1, fields)) {
      case WordingCompilation.Compiled _ -> List.of();
      case WordingCompilation.Refused refused -> refused.mistakes();
    };
  }
}
