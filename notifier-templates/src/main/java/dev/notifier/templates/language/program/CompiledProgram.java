package dev.notifier.templates.language.program;

import dev.notifier.templates.TextError;
import dev.notifier.templates.language.program.ProgramResult.Problem;
import dev.notifier.templates.language.program.ProgramResult.Text;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The compiled text of a variant. Immutable, thread-safe. */
public final class CompiledProgram {
  /** The longest text that a template renders: more than ten segments can hold. */
  public static final int MAX_OUTPUT_UNITS = RenderContext.MAX_OUTPUT_UNITS;

  /** Marks the units of values in an outline; authors and callers cannot write it. */
  public static final char OUTLINE_CHARACTER = ValueSanitizer.OUTLINE_CHARACTER;

  /** The detail of a text without a visible character. */
  public static final String NO_TEXT = "the template has no text for these values";

  private static final int EXPECTED_VALUE_UNITS = 16;

  private final List<Instruction> instructions;
  private final Set<String> paths;
  private final int expectedUnits;

  CompiledProgram(List<Instruction> instructions, Set<String> paths) {
    this.instructions = instructions;
    this.paths = Set.copyOf(paths);
    expectedUnits = expectedUnits(instructions);
  }

  private static int expectedUnits(List<Instruction> instructions) {
    int units = 0;
    for (Instruction instruction : instructions) {
      units +=
          switch (instruction) {
            case Instruction.Literal literal -> literal.text().length();
            case Instruction.Output output -> EXPECTED_VALUE_UNITS;
            case Instruction.If conditional -> expectedUnits(conditional);
          };
    }
    return Math.min(units, MAX_OUTPUT_UNITS);
  }

  private static int expectedUnits(Instruction.If conditional) {
    int longest = expectedUnits(conditional.otherwise());
    for (Instruction.Branch branch : conditional.branches()) {
      longest = Math.max(longest, expectedUnits(branch.instructions()));
    }
    return longest;
  }

  /** Returns the paths of the data that it uses, such as {@code recipient.fullName}. */
  public Set<String> paths() {
    return paths;
  }

  /** {@link #render(Map, String, LinkRule)} with links unchanged. */
  public ProgramResult render(Map<String, ? extends @Nullable Object> data, String locale) {
    return render(data, locale, LinkRule.NONE);
  }

  /**
   * Renders the text for these data. Never throws because of their content; takes time and memory
   * in proportion to the template and {@link #MAX_OUTPUT_UNITS}.
   *
   * @param data parsed JSON (String, Number, Boolean, List, Map, null)
   * @param locale of the variant: durations are written in English for {@code en}, otherwise in
   *     Vietnamese
   */
  public ProgramResult render(
      Map<String, ? extends @Nullable Object> data, String locale, LinkRule links) {
    return run(new RenderContext(data, locale, links, expectedUnits, false));
  }

  /**
   * Renders the same text as {@link #render(Map, String, LinkRule)}, but with {@link
   * #OUTLINE_CHARACTER} for each UTF-16 unit of a value that is not whitespace: the other
   * characters are the author's.
   */
  public ProgramResult outline(
      Map<String, ? extends @Nullable Object> data, String locale, LinkRule links) {
    return run(new RenderContext(data, locale, links, expectedUnits, true));
  }

  private ProgramResult run(RenderContext context) {
    Instruction.executeAll(instructions, context);
    if (context.hasFailed()) {
      return Objects.requireNonNull(context.problem());
    }
    String text = context.text().strip();
    return text.isEmpty() ? new Problem(TextError.NO_TEXT, "", NO_TEXT) : new Text(text);
  }
}
