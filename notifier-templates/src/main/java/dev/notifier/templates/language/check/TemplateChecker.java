package dev.notifier.templates.language.check;

import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.diagnostic.DiagnosticCollector;
import dev.notifier.templates.language.parse.Comparison;
import dev.notifier.templates.language.parse.Condition;
import dev.notifier.templates.language.parse.Condition.All;
import dev.notifier.templates.language.parse.Condition.Any;
import dev.notifier.templates.language.parse.Condition.Compare;
import dev.notifier.templates.language.parse.Condition.There;
import dev.notifier.templates.language.parse.Filter;
import dev.notifier.templates.language.parse.FilterCall;
import dev.notifier.templates.language.parse.Node;
import dev.notifier.templates.language.parse.Operand;
import dev.notifier.templates.language.parse.Operand.NumberConstant;
import dev.notifier.templates.language.parse.Operand.Path;
import dev.notifier.templates.language.parse.Operand.TextConstant;
import dev.notifier.templates.language.parse.Operand.TruthConstant;
import dev.notifier.templates.language.schema.FieldKind;
import dev.notifier.templates.language.schema.NameResolver;
import dev.notifier.templates.language.schema.SchemaField;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds a template against what an event may hold. Not thread-safe. */
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

  private void check(List<Node> nodes, Set<String> asked) {
    for (Node node : nodes) {
      switch (node) {
        case Node.Literal literal -> {}
        case Node.Output output -> check(output, asked);
        case Node.If choice -> check(choice, asked);
      }
    }
  }

  private void check(Node.If choice, Set<String> asked) {
    for (Node.Branch branch : choice.branches()) {
      check(branch.condition());
      Set<String> within = new HashSet<>(asked);
      within.addAll(answered(branch.condition()));
      check(branch.body(), within);
    }
    check(choice.otherwise(), asked);
  }

  private void check(Condition condition) {
    switch (condition) {
      case There there -> known(there.path());
      case Compare compare -> comparisons.check(compare);
      case All all -> all.conditions().forEach(this::check);
      case Any any -> any.conditions().forEach(this::check);
    }
  }

  /** The paths that have a value wherever the condition holds. */
  private static Set<String> answered(Condition condition) {
    return switch (condition) {
      case There there -> Set.of(there.path().shown());
      case Compare compare -> answered(compare);
      case All all -> {
        Set<String> union = new HashSet<>();
        all.conditions().forEach(each -> union.addAll(answered(each)));
        yield union;
      }
      case Any any -> {
        Set<String> common = new HashSet<>(answered(any.conditions().getFirst()));
        any.conditions().forEach(each -> common.retainAll(answered(each)));
        yield common;
      }
    };
  }

  /** What equals a constant, or comes before or after something, is there. */
  private static Set<String> answered(Compare compare) {
    Set<String> paths = new HashSet<>();
    boolean withConstant = !(compare.left() instanceof Path && compare.right() instanceof Path);
    boolean tells =
        compare.comparison().isOrder()
            || (compare.comparison() == Comparison.EQUAL && withConstant);
    if (tells && compare.left() instanceof Path path) {
      paths.add(path.shown());
    }
    if (tells && compare.right() instanceof Path path) {
      paths.add(path.shown());
    }
    return paths;
  }

  private void check(Node.Output output, Set<String> asked) {
    FieldKind kind = kindOf(output.operand());
    if (kind == null) {
      return;
    }
    boolean certain =
        !(output.operand() instanceof Path path)
            || NameResolver.isCertain(data, path.names(), asked);
    for (FilterCall call : output.filters()) {
      if (!call.filter().takes(kind)) {
        diagnostics.add(
            DiagnosticCode.WRONG_TYPE,
            call.at(),
            call.filter().word()
                + " is for "
                + call.filter().taken()
                + ", this is "
                + Filter.shown(kind));
        return;
      }
      if (call.filter() != Filter.DEFAULT) {
        kind = FieldKind.TEXT;
      } else if (isOf(kind, call.argument())) {
        certain = true;
      } else {
        diagnostics.add(
            DiagnosticCode.WRONG_TYPE,
            call.at(),
            "the default has to be " + Filter.shown(kind) + ", or stand after another filter");
        return;
      }
    }
    checkEnd(output, kind, certain);
  }

  private void checkEnd(Node.Output output, FieldKind kind, boolean certain) {
    String name = output.operand() instanceof Path path ? path.shown() : "the value";
    String advice =
        switch (kind) {
          case TEXT, INTEGER, NUMBER -> null;
          case DATE, DATE_TIME -> "write " + name + " | date";
          case LIST -> "write " + name + " | join: \", \"";
          case BOOLEAN -> "ask for " + name + " with if";
          case OBJECT -> "name one of its fields, such as " + name + ".…";
        };
    if (advice != null) {
      diagnostics.add(DiagnosticCode.WRONG_TYPE, output.at(), advice);
    } else if (!certain) {
      diagnostics.add(
          DiagnosticCode.POSSIBLY_MISSING,
          output.at(),
          "an event may lack " + name + "; add | default: \"…\", or ask for it with if");
    }
  }

  private @Nullable FieldKind kindOf(Operand operand) {
    return switch (operand) {
      case Path path -> {
        SchemaField field = known(path);
        yield field == null ? null : field.kind();
      }
      case TextConstant text -> FieldKind.TEXT;
      case NumberConstant number -> FieldKind.NUMBER;
      case TruthConstant truth -> FieldKind.BOOLEAN;
    };
  }

  private @Nullable SchemaField known(Path path) {
    SchemaField field = NameResolver.find(data, path.names());
    if (field == null) {
      diagnostics.add(
          DiagnosticCode.UNKNOWN_NAME, path.at(), NameResolver.adviceOn(data, path.names()));
    }
    return field;
  }

  private static boolean isOf(FieldKind kind, @Nullable Operand argument) {
    return switch (kind) {
      case TEXT -> argument instanceof TextConstant;
      case NUMBER -> argument instanceof NumberConstant;
      case INTEGER -> argument instanceof NumberConstant number && number.number().scale() <= 0;
      default -> false;
    };
  }
}
