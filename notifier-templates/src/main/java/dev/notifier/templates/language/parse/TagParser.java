package dev.notifier.templates.language.parse;

import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.diagnostic.DiagnosticCollector;
import dev.notifier.templates.language.parse.TagToken.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what stands in one tag. Null means that a mistake was noted. Not thread-safe. */
final class TagParser {
  static final int MAX_FILTERS = 8;
  private static final int MAX_TESTS = 20;

  private final TagTokenizer tokens;
  private final DiagnosticCollector diagnostics;

  TagParser(TagTokenizer tokens, DiagnosticCollector diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
  }

  @Nullable Node output() {
    int at = tokens.peek().at();
    Operand operand = operand();
    if (operand == null) {
      return null;
    }
    List<FilterCall> filters = new ArrayList<>();
    while (tokens.takes("|")) {
      FilterCall filter = filter();
      if (filter == null) {
        return null;
      }
      filters.add(filter);
    }
    if (filters.size() > MAX_FILTERS) {
      int extra = filters.get(MAX_FILTERS).at();
      diagnostics.add(DiagnosticCode.TOO_LARGE, extra, "use at most " + MAX_FILTERS + " filters");
      return null;
    }
    return atEnd("| before a filter") ? new Node.Output(operand, filters, at) : null;
  }

  @Nullable Condition condition() {
    List<Condition> tests = new ArrayList<>();
    String joint = "";
    while (true) {
      Condition test = test();
      if (test == null) {
        return null;
      }
      tests.add(test);
      TagToken token = tokens.peek();
      if (!token.isWord("and") && !token.isWord("or")) {
        break;
      }
      if (!joint.isEmpty() && !token.isWord(joint)) {
        diagnostics.add(
            DiagnosticCode.MIXED_AND_OR,
            token.at(),
            "use either and or or; put one if into another");
        return null;
      }
      joint = tokens.take().text();
    }
    if (!atEnd("==, !=, <, >, <=, >=, and or or")) {
      return null;
    }
    if (tests.size() > MAX_TESTS) {
      diagnostics.add(
          DiagnosticCode.TOO_LARGE, tokens.peek().at(), "ask at most 20 things at once");
      return null;
    }
    return joint.equals("or") ? new Condition.Any(tests) : new Condition.All(tests);
  }

  private @Nullable Condition test() {
    Operand left = operand();
    if (left == null) {
      return null;
    }
    TagToken sign = tokens.peek();
    Comparison comparison = Comparison.of(sign);
    if (comparison == null) {
      if (left instanceof Operand.Path path) {
        return new Condition.There(path);
      }
      diagnostics.add(
          DiagnosticCode.SYNTAX, left.at(), "ask for a field, or compare this with one");
      return null;
    }
    tokens.take();
    Operand right = operand();
    return right == null ? null : new Condition.Compare(left, comparison, right, sign.at());
  }

  private @Nullable Operand operand() {
    TagToken token = tokens.take();
    return switch (token.kind()) {
      case TEXT -> new Operand.TextConstant(token.text(), token.at());
      case NUMBER -> new Operand.NumberConstant(new BigDecimal(token.text()), token.at());
      case NAME -> named(token);
      case SIGN, END -> {
        diagnostics.add(
            DiagnosticCode.SYNTAX, token.at(), "write a field's name here, not " + token.shown());
        yield null;
      }
    };
  }

  private @Nullable Operand named(TagToken first) {
    if (first.isWord("true") || first.isWord("false")) {
      return new Operand.TruthConstant(first.isWord("true"), first.at());
    }
    List<String> names = new ArrayList<>();
    names.add(first.text());
    while (tokens.takes(".")) {
      TagToken name = tokens.take();
      if (name.kind() != Kind.NAME) {
        diagnostics.add(
            DiagnosticCode.SYNTAX, name.at(), "write a name after the dot, not " + name.shown());
        return null;
      }
      names.add(name.text());
    }
    return new Operand.Path(names, first.at());
  }

  private @Nullable FilterCall filter() {
    TagToken name = tokens.take();
    if (name.kind() != Kind.NAME) {
      diagnostics.add(
          DiagnosticCode.SYNTAX, name.at(), "write a filter after |, not " + name.shown());
      return null;
    }
    Filter filter = Filter.named(name.text());
    if (filter == null) {
      diagnostics.add(
          DiagnosticCode.UNKNOWN_FILTER,
          name.at(),
          "there is no filter " + name.text() + "; there are " + Filter.names());
      return null;
    }
    Operand argument = null;
    if (tokens.takes(":")) {
      argument = operand();
      if (argument == null) {
        return null;
      }
    }
    TagToken rest = tokens.peek();
    if (rest.is(",")) {
      diagnostics.add(
          DiagnosticCode.WRONG_ARGUMENT, rest.at(), name.text() + " takes at most one argument");
      return null;
    }
    String advice = filter.adviceOn(argument);
    if (advice != null) {
      int at = argument == null ? name.at() : argument.at();
      diagnostics.add(DiagnosticCode.WRONG_ARGUMENT, at, advice);
      return null;
    }
    return new FilterCall(filter, argument, name.at());
  }

  private boolean atEnd(String expected) {
    TagToken token = tokens.peek();
    if (token.kind() == Kind.END) {
      return true;
    }
    diagnostics.add(
        DiagnosticCode.SYNTAX, token.at(), "write " + expected + " here, not " + token.shown());
    return false;
  }
}
