package dev.notifier.templates.language.parse;

import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.diagnostic.DiagnosticCollector;
import dev.notifier.templates.language.parse.TagToken.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the content of one tag. Null means that a diagnostic was added. Not thread-safe. */
final class TagParser {
  static final int MAX_FILTERS = 8;
  private static final int MAX_COMPARISONS = 20;

  private final TagTokenizer tokens;
  private final DiagnosticCollector diagnostics;

  TagParser(TagTokenizer tokens, DiagnosticCollector diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
  }

  @Nullable Node parseOutput() {
    int offset = tokens.peek().offset();
    Operand operand = parseOperand();
    if (operand == null) {
      return null;
    }
    List<FilterCall> filters = new ArrayList<>();
    while (tokens.accept("|")) {
      FilterCall filter = parseFilter();
      if (filter == null) {
        return null;
      }
      filters.add(filter);
    }
    if (filters.size() > MAX_FILTERS) {
      int extra = filters.get(MAX_FILTERS).offset();
      diagnostics.add(DiagnosticCode.TOO_LARGE, extra, "use at most " + MAX_FILTERS + " filters");
      return null;
    }
    return expectEnd("| before a filter") ? new Node.Output(operand, filters, offset) : null;
  }

  @Nullable Condition parseCondition() {
    List<Condition> conditions = new ArrayList<>();
    String operator = "";
    while (true) {
      Condition test = parseTest();
      if (test == null) {
        return null;
      }
      conditions.add(test);
      TagToken token = tokens.peek();
      if (!token.isKeyword("and") && !token.isKeyword("or")) {
        break;
      }
      if (!operator.isEmpty() && !token.isKeyword(operator)) {
        diagnostics.add(
            DiagnosticCode.MIXED_AND_OR,
            token.offset(),
            "and and or cannot be mixed; nest one if in another");
        return null;
      }
      operator = tokens.next().text();
    }
    if (!expectEnd("==, !=, <, >, <=, >=, and or or")) {
      return null;
    }
    if (conditions.size() > MAX_COMPARISONS) {
      diagnostics.add(
          DiagnosticCode.TOO_LARGE,
          tokens.peek().offset(),
          "use at most " + MAX_COMPARISONS + " comparisons in a condition");
      return null;
    }
    return operator.equals("or") ? new Condition.Any(conditions) : new Condition.All(conditions);
  }

  private @Nullable Condition parseTest() {
    Operand left = parseOperand();
    if (left == null) {
      return null;
    }
    TagToken symbol = tokens.peek();
    Comparison comparison = Comparison.of(symbol);
    if (comparison == null) {
      if (left instanceof Operand.Path path) {
        return new Condition.Present(path);
      }
      diagnostics.add(
          DiagnosticCode.SYNTAX, left.offset(), "test a field, or compare this with one");
      return null;
    }
    tokens.next();
    Operand right = parseOperand();
    return right == null ? null : new Condition.Compare(left, comparison, right, symbol.offset());
  }

  private @Nullable Operand parseOperand() {
    TagToken token = tokens.next();
    return switch (token.kind()) {
      case TEXT -> new Operand.TextConstant(token.text(), token.offset());
      case NUMBER -> new Operand.NumberConstant(new BigDecimal(token.text()), token.offset());
      case NAME -> parsePath(token);
      case SYMBOL, END -> {
        diagnostics.add(
            DiagnosticCode.SYNTAX,
            token.offset(),
            "write a field name here, not " + token.describe());
        yield null;
      }
    };
  }

  private @Nullable Operand parsePath(TagToken first) {
    if (first.isKeyword("true") || first.isKeyword("false")) {
      return new Operand.BooleanConstant(first.isKeyword("true"), first.offset());
    }
    List<String> names = new ArrayList<>();
    names.add(first.text());
    while (tokens.accept(".")) {
      TagToken name = tokens.next();
      if (name.kind() != Kind.NAME) {
        diagnostics.add(
            DiagnosticCode.SYNTAX,
            name.offset(),
            "write a name after the dot, not " + name.describe());
        return null;
      }
      names.add(name.text());
    }
    return new Operand.Path(names, first.offset());
  }

  private @Nullable FilterCall parseFilter() {
    TagToken name = tokens.next();
    if (name.kind() != Kind.NAME) {
      diagnostics.add(
          DiagnosticCode.SYNTAX, name.offset(), "write a filter after |, not " + name.describe());
      return null;
    }
    Filter filter = Filter.find(name.text());
    if (filter == null) {
      diagnostics.add(
          DiagnosticCode.UNKNOWN_FILTER,
          name.offset(),
          "the filter " + name.text() + " does not exist; " + Filter.adviceInsteadOf(name.text()));
      return null;
    }
    Operand argument = null;
    if (tokens.accept(":")) {
      argument = parseOperand();
      if (argument == null) {
        return null;
      }
    }
    TagToken following = tokens.peek();
    if (following.isSymbol(",")) {
      diagnostics.add(
          DiagnosticCode.WRONG_ARGUMENT,
          following.offset(),
          name.text() + " takes at most one argument");
      return null;
    }
    String error = filter.argumentError(argument);
    if (error != null) {
      int offset = argument == null ? name.offset() : argument.offset();
      diagnostics.add(DiagnosticCode.WRONG_ARGUMENT, offset, error);
      return null;
    }
    return new FilterCall(filter, argument, name.offset());
  }

  private boolean expectEnd(String expected) {
    TagToken token = tokens.peek();
    if (token.kind() == Kind.END) {
      return true;
    }
    diagnostics.add(
        DiagnosticCode.SYNTAX,
        token.offset(),
        "write " + expected + " here, not " + token.describe());
    return false;
  }
}
