package dev.notifier.templates.language.program;

import dev.notifier.templates.language.parse.Condition;
import dev.notifier.templates.language.parse.Filter;
import dev.notifier.templates.language.parse.FilterCall;
import dev.notifier.templates.language.parse.Node;
import dev.notifier.templates.language.parse.Operand;
import dev.notifier.templates.language.parse.Operand.BooleanConstant;
import dev.notifier.templates.language.parse.Operand.NumberConstant;
import dev.notifier.templates.language.parse.Operand.Path;
import dev.notifier.templates.language.parse.Operand.TextConstant;
import dev.notifier.templates.language.program.Instruction.Branch;
import dev.notifier.templates.language.program.Instruction.Literal;
import dev.notifier.templates.language.program.Instruction.Output;
import dev.notifier.templates.language.schema.FieldKind;
import dev.notifier.templates.language.schema.NameResolver;
import dev.notifier.templates.language.schema.SchemaField;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compiles a syntax tree without errors into instructions. Not thread-safe. */
public final class InstructionCompiler {
  private static final Set<String> NOTHING_TESTED = Set.of();

  private final @Nullable SchemaField data;
  private final Set<String> paths = new TreeSet<>();

  private InstructionCompiler(@Nullable SchemaField data) {
    this.data = data;
  }

  /**
   * Compiles a tree.
   *
   * @param data the schema that the tree was checked against; null = it was not checked
   */
  public static CompiledProgram compile(List<Node> nodes, @Nullable SchemaField data) {
    InstructionCompiler compiler = new InstructionCompiler(data);
    List<Instruction> instructions = compiler.instructions(nodes);
    return new CompiledProgram(instructions, compiler.paths);
  }

  private List<Instruction> instructions(List<Node> nodes) {
    List<Instruction> instructions = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      instructions.add(
          switch (node) {
            case Node.Literal literal -> new Literal(literal.text());
            case Node.Output output -> output(output);
            case Node.If conditional -> conditional(conditional);
          });
    }
    return List.copyOf(instructions);
  }

  private Instruction conditional(Node.If conditional) {
    List<Branch> branches =
        conditional.branches().stream()
            .map(branch ->
                new Branch(compileCondition(branch.condition()), instructions(branch.body())))
            .toList();
    return new Instruction.If(branches, instructions(conditional.otherwise()));
  }

  private Instruction output(Node.Output output) {
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
    boolean requiresText = isText(output.operand());
    if (output.operand() instanceof Path path) {
      FieldPath fieldPath = fieldPath(path, requiresText);
      return new Output(fieldPath, List.copyOf(before), otherwise, List.copyOf(after));
    }
    // A constant is the default of a path that never has a value.
    FieldPath noPath = new FieldPath(List.of(""), false, requiresText, List.of());
    List<FilterEvaluator> all = new ArrayList<>(before);
    all.addAll(after);
    return new Output(noPath, List.of(), constant(output.operand()), all);
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
      case BooleanConstant value -> value.value();
      case Path path -> throw new IllegalArgumentException("a path is not a constant");
    };
  }

  private FieldPath fieldPath(Path path, boolean requiresText) {
    paths.add(path.dotted());
    SchemaField field = data == null ? null : NameResolver.find(data, path.names());
    boolean required =
        data != null && NameResolver.isAlwaysPresent(data, path.names(), NOTHING_TESTED);
    List<String> values = field == null ? List.of() : field.values();
    return new FieldPath(path.names(), required, requiresText, values);
  }

  private CompiledCondition compileCondition(Condition condition) {
    return switch (condition) {
      case Condition.Present present ->
          new CompiledCondition.IsPresent(fieldPath(present.path(), false));
      case Condition.Compare compare ->
          new CompiledCondition.Compare(
              compileSide(compare.left()), compare.comparison(), compileSide(compare.right()));
      case Condition.All all ->
          new CompiledCondition.All(all.conditions().stream().map(this::compileCondition).toList());
      case Condition.Any any ->
          new CompiledCondition.Any(any.conditions().stream().map(this::compileCondition).toList());
    };
  }

  private CompiledCondition.ComparisonSide compileSide(Operand operand) {
    return operand instanceof Path path
        ? new CompiledCondition.ComparisonSide(fieldPath(path, false), null)
        : new CompiledCondition.ComparisonSide(null, constant(operand));
  }
}
