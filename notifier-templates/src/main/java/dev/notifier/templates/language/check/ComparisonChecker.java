package dev.notifier.templates.language.check;

import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.diagnostic.DiagnosticCollector;
import dev.notifier.templates.language.parse.Condition.Compare;
import dev.notifier.templates.language.parse.Operand;
import dev.notifier.templates.language.parse.Operand.BooleanConstant;
import dev.notifier.templates.language.parse.Operand.NumberConstant;
import dev.notifier.templates.language.parse.Operand.Path;
import dev.notifier.templates.language.parse.Operand.TextConstant;
import dev.notifier.templates.language.program.DateReader;
import dev.notifier.templates.language.schema.FieldKind;
import dev.notifier.templates.language.schema.NameResolver;
import dev.notifier.templates.language.schema.SchemaField;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks comparisons against the schema of an event. Not thread-safe. */
final class ComparisonChecker {
  private final SchemaField data;
  private final DiagnosticCollector diagnostics;

  ComparisonChecker(SchemaField data, DiagnosticCollector diagnostics) {
    this.data = data;
    this.diagnostics = diagnostics;
  }

  void check(Compare compare) {
    if (!(compare.left() instanceof Path) && !(compare.right() instanceof Path)) {
      diagnostics.add(
          DiagnosticCode.WRONG_TYPE,
          compare.left().offset(),
          "neither side is a field; compare with a field");
      return;
    }
    SchemaField left = fieldOf(compare.left());
    SchemaField right = fieldOf(compare.right());
    if (left == null || right == null) {
      return;
    }
    if (!areComparable(left.kind(), right.kind(), compare)) {
      diagnostics.add(
          DiagnosticCode.WRONG_TYPE,
          compare.offset(),
          "%s is compared with %s".formatted(left.kind().description(), right.kind().description())
              + adviceFor(left.kind(), right.kind()));
    } else if (compare.comparison().isOrdering() && !isOrdered(left.kind())) {
      diagnostics.add(
          DiagnosticCode.WRONG_TYPE,
          compare.offset(),
          left.kind().description() + " has no order; use == or !=");
    } else {
      checkValue(left, compare.right());
      checkValue(right, compare.left());
    }
  }

  private static boolean areComparable(FieldKind left, FieldKind right, Compare compare) {
    if (isNumber(left) && isNumber(right)) {
      return true;
    }
    if (left == FieldKind.DATE || right == FieldKind.DATE) {
      return isDate(left, compare.left()) && isDate(right, compare.right());
    }
    return left == right && (left == FieldKind.TEXT || left == FieldKind.BOOLEAN);
  }

  private static boolean isDate(FieldKind kind, Operand operand) {
    return kind == FieldKind.DATE
        || (operand instanceof TextConstant text
            && text.text().length() == DateReader.DATE_LENGTH
            && DateReader.parse(text.text()) != null);
  }

  private static String adviceFor(FieldKind left, FieldKind right) {
    return left == FieldKind.DATE || right == FieldKind.DATE
        ? "; write dates as \"2026-12-31\""
        : "; compare values of the same type";
  }

  private static boolean isNumber(FieldKind kind) {
    return kind == FieldKind.INTEGER || kind == FieldKind.NUMBER;
  }

  private static boolean isOrdered(FieldKind kind) {
    return isNumber(kind) || kind == FieldKind.DATE;
  }

  private void checkValue(SchemaField field, Operand other) {
    List<String> values = field.values();
    if (!values.isEmpty() && other instanceof TextConstant text && !values.contains(text.text())) {
      diagnostics.add(
          DiagnosticCode.WRONG_VALUE,
          text.offset(),
          "the field never has this value; use one of " + String.join(", ", values));
    }
  }

  private @Nullable SchemaField fieldOf(Operand operand) {
    return switch (operand) {
      case Path path -> {
        SchemaField field = NameResolver.find(data, path.names());
        if (field == null) {
          diagnostics.add(
              DiagnosticCode.UNKNOWN_NAME,
              path.offset(),
              NameResolver.describeUnknown(data, path.names()));
        }
        yield field;
      }
      case TextConstant text -> constant(FieldKind.TEXT);
      case NumberConstant number -> constant(FieldKind.NUMBER);
      case BooleanConstant value -> constant(FieldKind.BOOLEAN);
    };
  }

  private static SchemaField constant(FieldKind kind) {
    return new SchemaField(kind, true, 0, List.of(), Map.of(), null);
  }
}
