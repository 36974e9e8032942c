package dev.notifier.templates.language.program;

import dev.notifier.templates.TextError;
import dev.notifier.templates.language.TemplateLanguage;
import dev.notifier.templates.language.program.ProgramResult.Problem;
import dev.notifier.templates.language.program.ProgramResult.Text;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled wording. Immutable, thread-safe. */
public final class CompiledProgram {
  private static final int EXPECTED_VALUE_UNITS = 16;

  private final List<Instruction> steps;
  private final Set<String> paths;
  private final int expectedUnits;

  CompiledProgram(List<Instruction> steps, Set<String> paths) {
    this.steps = steps;
    this.paths = Set.copyOf(paths);
    expectedUnits = expectedUnits(steps);
  }

  private static int expectedUnits(List<Instruction> steps) {
    int units = 0;
    for (Instruction step : steps) {
      units +=
          switch (step) {
            case Instruction.Write write -> write.text().length();
            case Instruction.Show show -> EXPECTED_VALUE_UNITS;
            case Instruction.Choose choice -> expectedUnits(choice);
          };
    }
    return Math.min(units, TemplateLanguage.MAX_OUTPUT_UNITS);
  }

  private static int expectedUnits(Instruction.Choose choice) {
    int longest = expectedUnits(choice.otherwise());
    for (Instruction.Way way : choice.ways()) {
      longest = Math.max(longest, expectedUnits(way.steps()));
    }
    return longest;
  }

  /** The paths of the data that it uses, such as {@code recipient.fullName}. */
  public Set<String> paths() {
    return paths;
  }

  /** {@link #render(Map, String, LinkRule)} with links as they are. */
  public ProgramResult render(Map<String, ? extends @Nullable Object> data, String locale) {
    return render(data, locale, LinkRule.NONE);
  }

  /**
   * The text for these data. Never throws for what they hold; takes time and room in proportion to
   * the template and {@link TemplateLanguage#MAX_OUTPUT_UNITS}.
   *
   * @param data parsed JSON (String, Number, Boolean, List, Map, null)
   * @param locale of the wording: durations are written in English for {@code en}, else in
   *     Vietnamese
   */
  public ProgramResult render(
      Map<String, ? extends @Nullable Object> data, String locale, LinkRule links) {
    return rendering(new RenderContext(data, locale, links, expectedUnits, false));
  }

  /**
   * The text that {@link #render(Map, String, LinkRule)} gives, of the same length, with {@link
   * Language#OUTLINED} for each UTF-16 unit of a value that is no blank: the rest is the author's.
   */
  public ProgramResult outline(
      Map<String, ? extends @Nullable Object> data, String locale, LinkRule links) {
    return rendering(new RenderContext(data, locale, links, expectedUnits, true));
  }

  private ProgramResult rendering(RenderContext run) {
    Instruction.all(steps, run);
    if (run.hasFailed()) {
      return Objects.requireNonNull(run.problem());
    }
    String text = run.text().strip();
    return text.isEmpty()
        ? new Problem(TextError.INVALID_VALUE, "", "the wording has no text for these values")
        : new Text(text);
  }
}
