package dev.notifier.templates.language.program;

import dev.notifier.templates.language.parse.Condition;
import dev.notifier.templates.language.parse.Filter;
import dev.notifier.templates.language.parse.FilterCall;
import dev.notifier.templates.language.parse.Node;
import dev.notifier.templates.language.parse.Operand;
import dev.notifier.templates.language.parse.Operand.NumberConstant;
import dev.notifier.templates.language.parse.Operand.Path;
import dev.notifier.templates.language.parse.Operand.TextConstant;
import dev.notifier.templates.language.parse.Operand.TruthConstant;
import dev.notifier.templates.language.program.Instruction.Show;
import dev.notifier.templates.language.program.Instruction.Way;
import dev.notifier.templates.language.program.Instruction.Write;
import dev.notifier.templates.language.schema.FieldKind;
import dev.notifier.templates.language.schema.NameResolver;
import dev.notifier.templates.language.schema.SchemaField;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns a tree without mistakes into steps. Not thread-safe. */
public final class InstructionCompiler {
  private static final Set<String> NOTHING_ASKED = Set.of();

  private final @Nullable SchemaField data;
  private final Set<String> paths = new TreeSet<>();

  private InstructionCompiler(@Nullable SchemaField data) {
    this.data = data;
  }

  /**
   * @param data what the tree was checked against; null = it was not
   */
  public static CompiledProgram compile(List<Node> nodes, @Nullable SchemaField data) {
    InstructionCompiler compiler = new InstructionCompiler(data);
    List<Instruction> steps = compiler.steps(nodes);
    return new CompiledProgram(steps, compiler.paths);
  }

  private List<Instruction> steps(List<Node> nodes) {
    List<Instruction> steps = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      steps.add(
          switch (node) {
            case Node.Literal literal -> new Write(literal.text());
            case Node.Output output -> show(output);
            case Node.If choice -> choose(choice);
          });
    }
    return List.copyOf(steps);
  }

  private Instruction choose(Node.If choice) {
    List<Way> ways =
        choice.branches().stream()
            .map(branch -> new Way(question(branch.condition()), steps(branch.body())))
            .toList();
    return new Instruction.Choose(ways, steps(choice.otherwise()));
  }

  private Instruction show(Node.Output output) {
    List<FilterEvaluator> before = new ArrayList<>();
    List<FilterEvaluator> after = new ArrayList<>();
    Object otherwise = null;
    for (FilterCall call : output.filters()) {
      if (call.filter() != Filter.DEFAULT) {
        (otherwise == null ? before : after)
            .add(new FilterEvaluator(call.filter(), argument(call)));
      } else if (otherwise == null) {
        otherwise = constant(Objects.requireNonNull(call.argument()));
      }
    }
    boolean textWanted = isText(output.operand());
    if (output.operand() instanceof Path path) {
      FieldPath place = place(path, textWanted);
      return new Show(place, List.copyOf(before), otherwise, List.copyOf(after));
    }
    // A constant is what is left when nothing stands at a place where nothing can.
    FieldPath nowhere = new FieldPath(List.of(""), false, textWanted, List.of());
    List<FilterEvaluator> all = new ArrayList<>(before);
    all.addAll(after);
    return new Show(nowhere, List.of(), constant(output.operand()), all);
  }

  private boolean isText(Operand operand) {
    if (data == null || !(operand instanceof Path path)) {
      return false;
    }
    SchemaField field = NameResolver.find(data, path.names());
    return field != null && field.kind() == FieldKind.TEXT;
  }

  private static Object argument(FilterCall call) {
    return switch (call.argument()) {
      case TextConstant text -> text.text();
      case NumberConstant number -> number.number().intValue();
      case null, default -> "";
    };
  }

  private static Object constant(Operand operand) {
    return switch (operand) {
      case TextConstant text -> text.text();
      case NumberConstant number -> number.number();
      case TruthConstant truth -> truth.truth();
      case Path path -> throw new IllegalArgumentException("a path is no constant");
    };
  }

  private FieldPath place(Path path, boolean textWanted) {
    paths.add(path.shown());
    SchemaField field = data == null ? null : NameResolver.find(data, path.names());
    boolean required = data != null && NameResolver.isCertain(data, path.names(), NOTHING_ASKED);
    List<String> values = field == null ? List.of() : field.values();
    return new FieldPath(path.names(), required, textWanted, values);
  }

  private CompiledCondition question(Condition condition) {
    return switch (condition) {
      case Condition.There there -> new CompiledCondition.IsThere(place(there.path(), false));
      case Condition.Compare compare ->
          new CompiledCondition.Compare(
              side(compare.left()), compare.comparison(), side(compare.right()));
      case Condition.All all ->
          new CompiledCondition.All(all.conditions().stream().map(this::question).toList());
      case Condition.Any any ->
          new CompiledCondition.Any(any.conditions().stream().map(this::question).toList());
    };
  }

  private CompiledCondition.Side side(Operand operand) {
    return operand instanceof Path path
        ? new CompiledCondition.Side(place(path, false), null)
        : new CompiledCondition.Side(null, constant(operand));
  }
}
