package dev.notifier.templates.language.check;

import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.diagnostic.DiagnosticCollector;
import dev.notifier.templates.language.parse.Comparison;
import dev.notifier.templates.language.parse.Condition;
import dev.notifier.templates.language.parse.Condition.All;
import dev.notifier.templates.language.parse.Condition.Any;
import dev.notifier.templates.language.parse.Condition.Compare;
import dev.notifier.templates.language.parse.Condition.Present;
import dev.notifier.templates.language.parse.Filter;
import dev.notifier.templates.language.parse.FilterCall;
import dev.notifier.templates.language.parse.Node;
import dev.notifier.templates.language.parse.Operand;
import dev.notifier.templates.language.parse.Operand.BooleanConstant;
import dev.notifier.templates.language.parse.Operand.NumberConstant;
import dev.notifier.templates.language.parse.Operand.Path;
import dev.notifier.templates.language.parse.Operand.TextConstant;
import dev.notifier.templates.language.schema.FieldKind;
import dev.notifier.templates.language.schema.NameResolver;
import dev.notifier.templates.language.schema.SchemaField;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a template against the schema of an event. Not thread-safe. */
public final class TemplateChecker {
  private final SchemaField data;
  private final DiagnosticCollector diagnostics;
  private final ComparisonChecker comparisons;

  public TemplateChecker(SchemaField data, DiagnosticCollector diagnostics) {
    this.data = data;
    this.diagnostics = diagnostics;
    comparisons = new ComparisonChecker(data, diagnostics);
  }

  public void check(List<Node> nodes) {
    check(nodes, Set.of());
  }

  private void check(List<Node> nodes, Set<String> tested) {
    for (Node node : nodes) {
      switch (node) {
        case Node.Literal literal -> {}
        case Node.Output output -> check(output, tested);
        case Node.If conditional -> check(conditional, tested);
      }
    }
  }

  private void check(Node.If conditional, Set<String> tested) {
    for (Node.Branch branch : conditional.branches()) {
      check(branch.condition());
      Set<String> within = new HashSet<>(tested);
      within.addAll(pathsPresentIf(branch.condition()));
      check(branch.body(), within);
    }
    check(conditional.otherwise(), tested);
  }

  private void check(Condition condition) {
    switch (condition) {
      case Present present -> resolve(present.path());
      case Compare compare -> comparisons.check(compare);
      case All all -> all.conditions().forEach(this::check);
      case Any any -> any.conditions().forEach(this::check);
    }
  }

  /** Returns the paths that have a value if the condition is true. */
  private static Set<String> pathsPresentIf(Condition condition) {
    return switch (condition) {
      case Present present -> Set.of(present.path().dotted());
      case Compare compare -> pathsPresentIf(compare);
      case All all -> {
        Set<String> union = new HashSet<>();
        all.conditions().forEach(each -> union.addAll(pathsPresentIf(each)));
        yield union;
      }
      case Any any -> {
        Set<String> common = new HashSet<>(pathsPresentIf(any.conditions().getFirst()));
        any.conditions().forEach(each -> common.retainAll(pathsPresentIf(each)));
        yield common;
      }
    };
  }

  /** A field that equals a constant, or is less or greater than something, has a value. */
  private static Set<String> pathsPresentIf(Compare compare) {
    Set<String> paths = new HashSet<>();
    boolean withConstant = !(compare.left() instanceof Path && compare.right() instanceof Path);
    boolean implied =
        compare.comparison().isOrdering()
            || (compare.comparison() == Comparison.EQUAL && withConstant);
    if (implied && compare.left() instanceof Path path) {
      paths.add(path.dotted());
    }
    if (implied && compare.right() instanceof Path path) {
      paths.add(path.dotted());
    }
    return paths;
  }

  private void check(Node.Output output, Set<String> tested) {
    FieldKind kind = kindOf(output.operand());
    if (kind == null) {
      return;
    }
    boolean present =
        !(output.operand() instanceof Path path)
            || NameResolver.isAlwaysPresent(data, path.names(), tested);
    for (FilterCall call : output.filters()) {
      if (!call.filter().accepts(kind)) {
        diagnostics.add(
            DiagnosticCode.WRONG_TYPE,
            call.offset(),
            call.filter().keyword()
                + " takes "
                + call.filter().acceptedKinds()
                + ", but this is "
                + kind.description());
        return;
      }
      if (call.filter() != Filter.DEFAULT) {
        kind = FieldKind.TEXT;
      } else if (isOfKind(kind, call.argument())) {
        present = true;
      } else {
        diagnostics.add(
            DiagnosticCode.WRONG_TYPE,
            call.offset(),
            "the default must be " + kind.description() + ", or come after another filter");
        return;
      }
    }
    checkOutputKind(output, kind, present);
  }

  private void checkOutputKind(Node.Output output, FieldKind kind, boolean present) {
    String name = output.operand() instanceof Path path ? path.dotted() : "the value";
    String advice =
        switch (kind) {
          case TEXT, INTEGER, NUMBER -> null;
          case DATE, DATE_TIME -> "write " + name + " | date";
          case LIST -> "write " + name + " | join: \", \"";
          case BOOLEAN -> "test " + name + " with if";
          case OBJECT -> "use one of its fields, such as " + name + ".…";
        };
    if (advice != null) {
      diagnostics.add(DiagnosticCode.WRONG_TYPE, output.offset(), advice);
    } else if (!present) {
      diagnostics.add(
          DiagnosticCode.POSSIBLY_MISSING,
          output.offset(),
          "an event may lack " + name + "; add | default: \"…\", or test it with if");
    }
  }

  private @Nullable FieldKind kindOf(Operand operand) {
    return switch (operand) {
      case Path path -> {
        SchemaField field = resolve(path);
        yield field == null ? null : field.kind();
      }
      case TextConstant text -> FieldKind.TEXT;
      case NumberConstant number -> FieldKind.NUMBER;
      case BooleanConstant value -> FieldKind.BOOLEAN;
    };
  }

  private @Nullable SchemaField resolve(Path path) {
    SchemaField field = NameResolver.find(data, path.names());
    if (field == null) {
      diagnostics.add(
          DiagnosticCode.UNKNOWN_NAME,
          path.offset(),
          NameResolver.describeUnknown(data, path.names()));
    }
    return field;
  }

  private static boolean isOfKind(FieldKind kind, @Nullable Operand argument) {
    return switch (kind) {
      case TEXT -> argument instanceof TextConstant;
      case NUMBER -> argument instanceof NumberConstant;
      case INTEGER -> argument instanceof NumberConstant number && number.number().scale() <= 0;
      default -> false;
    };
  }
}
