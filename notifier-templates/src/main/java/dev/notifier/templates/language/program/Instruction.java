package dev.notifier.templates.language.program;

import dev.notifier.templates.TextError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instruction of a compiled template. Immutable. */
sealed interface Instruction {
  void execute(RenderContext context);

  static void executeAll(List<Instruction> instructions, RenderContext context) {
    for (int i = 0; i < instructions.size() && !context.hasFailed(); i++) {
      instructions.get(i).execute(context);
    }
  }

  record Literal(String text) implements Instruction {
    @Override
    public void execute(RenderContext context) {
      context.appendLiteral(text);
    }
  }

  /**
   * Writes a value.
   *
   * @param filters before the default
   * @param otherwise String or Number, used if there is no value; null = a missing value is a
   *     problem
   * @param filtersAfterDefault filters after the default
   */
  record Output(
      FieldPath path,
      List<FilterEvaluator> filters,
      @Nullable Object otherwise,
      List<FilterEvaluator> filtersAfterDefault)
      implements Instruction {
    @Override
    public void execute(RenderContext context) {
      Object value = applyAll(filters, context.value(path), context);
      boolean missing = value == null && !context.hasFailed();
      value = applyAll(filtersAfterDefault, missing ? otherwise : value, context);
      if (context.hasFailed()) {
        return;
      }
      if (value == null) {
        context.failMissing(path);
      } else if (missing && value instanceof String text) {
        context.appendDefault(text);
      } else {
        write(value, context);
      }
    }

    private @Nullable Object applyAll(
        List<FilterEvaluator> evaluators, @Nullable Object start, RenderContext context) {
      Object value = start;
      for (int i = 0; i < evaluators.size() && value != null; i++) {
        value = evaluators.get(i).apply(value, path.dotted(), context);
      }
      return value;
    }

    private void write(Object value, RenderContext context) {
      if (value instanceof String text) {
        context.append(text);
      } else if (value instanceof Number number && !path.requiresText()) {
        String plain = NumberReader.plain(number);
        if (plain == null) {
          context.fail(TextError.INVALID_VALUE, path.dotted(), FilterEvaluator.EXPECTED_NUMBER);
        } else {
          context.append(plain);
        }
      } else {
        context.fail(TextError.INVALID_VALUE, path.dotted(), FilterEvaluator.EXPECTED_TEXT);
      }
    }
  }

  record If(List<Branch> branches, List<Instruction> otherwise) implements Instruction {
    @Override
    public void execute(RenderContext context) {
      for (Branch branch : branches) {
        boolean holds = branch.condition().holds(context);
        if (context.hasFailed()) {
          return;
        }
        if (holds) {
          executeAll(branch.instructions(), context);
          return;
        }
      }
      executeAll(otherwise, context);
    }
  }

  record Branch(CompiledCondition condition, List<Instruction> instructions) {}
}
