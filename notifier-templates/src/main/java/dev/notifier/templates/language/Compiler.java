package dev.notifier.templates.language;

import dev.notifier.templates.language.Operand.NumberConstant;
import dev.notifier.templates.language.Operand.Path;
import dev.notifier.templates.language.Operand.TextConstant;
import dev.notifier.templates.language.Operand.TruthConstant;
import dev.notifier.templates.language.Step.Show;
import dev.notifier.templates.language.Step.Way;
import dev.notifier.templates.language.Step.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns a tree without mistakes into steps. Not thread-safe. */
final class Compiler {
  private static final Set<String> NOTHING_ASKED = Set.of();

  private final @Nullable Field data;
  private final Set<String> paths = new TreeSet<>();

  private Compiler(@Nullable Field data) {
    this.data = data;
  }

  /**
   * @param data what the tree was checked against; null = it was not
   */
  static Program compile(List<Node> nodes, @Nullable Field data) {
    Compiler compiler = new Compiler(data);
    List<Step> steps = compiler.steps(nodes);
    return new Program(steps, compiler.paths);
  }

  private List<Step> steps(List<Node> nodes) {
    List<Step> steps = new ArrayList<>(nodes.size());
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

  private Step choose(Node.If choice) {
    List<Way> ways =
        choice.branches().stream()
            .map(branch -> new Way(question(branch.condition()), steps(branch.body())))
            .toList();
    return new Step.Choose(ways, steps(choice.otherwise()));
  }

  private Step show(Node.Output output) {
    List<Filtering> before = new ArrayList<>();
    List<Filtering> after = new ArrayList<>();
    Object otherwise = null;
    for (FilterCall call : output.filters()) {
      if (call.filter() != Filter.DEFAULT) {
        (otherwise == null ? before : after).add(new Filtering(call.filter(), argument(call)));
      } else if (otherwise == null) {
        otherwise = constant(Objects.requireNonNull(call.argument()));
      }
    }
    boolean textWanted = isText(output.operand());
    if (output.operand() instanceof Path path) {
      Place place = place(path, textWanted);
      return new Show(place, List.copyOf(before), otherwise, List.copyOf(after));
    }
    // A constant is what is left when nothing stands at a place where nothing can.
    Place nowhere = new Place(List.of(""), false, textWanted, List.of());
    List<Filtering> all = new ArrayList<>(before);
    all.addAll(after);
    return new Show(nowhere, List.of(), constant(output.operand()), all);
  }

  private boolean isText(Operand operand) {
    if (data == null || !(operand instanceof Path path)) {
      return false;
    }
    Field field = Names.find(data, path.names());
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

  private Place place(Path path, boolean textWanted) {
    paths.add(path.shown());
    Field field = data == null ? null : Names.find(data, path.names());
    boolean required = data != null && Names.isCertain(data, path.names(), NOTHING_ASKED);
    List<String> values = field == null ? List.of() : field.values();
    return new Place(path.names(), required, textWanted, values);
  }

  private Question question(Condition condition) {
    return switch (condition) {
      case Condition.There there -> new Question.IsThere(place(there.path(), false));
      case Condition.Compare compare ->
          new Question.Compare(side(compare.left()), compare.comparison(), side(compare.right()));
      case Condition.All all ->
          new Question.All(all.conditions().stream().map(this::question).toList());
      case Condition.Any any ->
          new Question.Any(any.conditions().stream().map(this::question).toList());
    };
  }

  private Question.Side side(Operand operand) {
    return operand instanceof Path path
        ? new Question.Side(place(path, false), null)
        : new Question.Side(null, constant(operand));
  }
}
