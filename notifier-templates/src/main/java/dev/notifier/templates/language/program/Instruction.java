package dev.notifier.templates.language.program;

import dev.notifier.templates.TextError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a compiled template. Immutable. */
sealed interface Instruction {
  void run(RenderContext run);

  static void all(List<Instruction> steps, RenderContext run) {
    for (int i = 0; i < steps.size() && !run.hasFailed(); i++) {
      steps.get(i).run(run);
    }
  }

  record Write(String text) implements Instruction {
    @Override
    public void run(RenderContext run) {
      run.appendLiteral(text);
    }
  }

  /**
   * Writes a value.
   *
   * @param filters before the default
   * @param otherwise String or Number, when there is no value; null = a problem
   * @param rest filters after the default
   */
  record Show(
      FieldPath place,
      List<FilterEvaluator> filters,
      @Nullable Object otherwise,
      List<FilterEvaluator> rest)
      implements Instruction {
    @Override
    public void run(RenderContext run) {
      Object value = through(filters, run.value(place), run);
      boolean missing = value == null && !run.hasFailed();
      value = through(rest, missing ? otherwise : value, run);
      if (run.hasFailed()) {
        return;
      }
      if (value == null) {
        run.missing(place);
      } else if (missing && value instanceof String text) {
        run.appendDefault(text);
      } else {
        show(value, run);
      }
    }

    private @Nullable Object through(
        List<FilterEvaluator> all, @Nullable Object start, RenderContext run) {
      Object value = start;
      for (int i = 0; i < all.size() && value != null; i++) {
        value = all.get(i).apply(value, place.shown(), run);
      }
      return value;
    }

    private void show(Object value, RenderContext run) {
      if (value instanceof String text) {
        run.append(text);
      } else if (value instanceof Number number && !place.textWanted()) {
        String plain = NumberReader.plain(number);
        if (plain == null) {
          run.fail(TextError.INVALID_VALUE, place.shown(), FilterEvaluator.NUMBER_WANTED);
        } else {
          run.append(plain);
        }
      } else {
        run.fail(TextError.INVALID_VALUE, place.shown(), FilterEvaluator.TEXT_WANTED);
      }
    }
  }

  record Choose(List<Way> ways, List<Instruction> otherwise) implements Instruction {
    @Override
    public void run(RenderContext run) {
      for (Way way : ways) {
        boolean holds = way.question().holds(run);
        if (run.hasFailed()) {
          return;
        }
        if (holds) {
          all(way.steps(), run);
          return;
        }
      }
      all(otherwise, run);
    }
  }

  record Way(CompiledCondition question, List<Instruction> steps) {}
}
