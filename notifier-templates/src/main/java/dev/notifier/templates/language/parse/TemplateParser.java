package dev.notifier.templates.language.parse;

import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.diagnostic.DiagnosticCollector;
import dev.notifier.templates.language.parse.Node.Branch;
import dev.notifier.templates.language.parse.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds the syntax tree of a template. An error in one tag does not hide errors in others. Not
 * thread-safe.
 */
public final class TemplateParser {
  static final int MAX_DEPTH = 8;

  private static final Condition INVALID = new Condition.All(List.of());

  private final List<TemplateToken> tokens;
  private final DiagnosticCollector diagnostics;
  private int next;

  private TemplateParser(List<TemplateToken> tokens, DiagnosticCollector diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
  }

  /** Parses the template. The tree is only usable if there are no diagnostics. */
  public static List<Node> parse(String text, DiagnosticCollector diagnostics) {
    TemplateParser parser =
        new TemplateParser(TemplateTokenizer.of(text, diagnostics), diagnostics);
    List<Node> nodes = new ArrayList<>(parser.parseNodes(0));
    while (parser.next < parser.tokens.size()) {
      TemplateToken unexpected = parser.tokens.get(parser.next++);
      diagnostics.add(
          DiagnosticCode.UNBALANCED,
          unexpected.start(),
          keyword(unexpected) + " without an if; add an if before it");
      nodes.addAll(parser.parseNodes(0));
    }
    return nodes;
  }

  /** Parses up to the end, or to a tag that belongs to the enclosing if. */
  private List<Node> parseNodes(int depth) {
    List<Node> nodes = new ArrayList<>();
    while (next < tokens.size()) {
      TemplateToken token = tokens.get(next);
      if (token.kind() == Kind.TAG && isWithinIf(keyword(token))) {
        return nodes;
      }
      next++;
      Node node = parseNode(token, depth);
      if (node != null) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  private @Nullable Node parseNode(TemplateToken token, int depth) {
    return switch (token.kind()) {
      case LITERAL -> new Node.Literal(token.text());
      case OUTPUT -> parseOutput(token);
      case TAG -> keyword(token).equals("if") ? parseIf(token, depth + 1) : reportUnknownTag(token);
    };
  }

  private @Nullable Node parseOutput(TemplateToken token) {
    TagTokenizer tagTokens = TagTokenizer.of(token, diagnostics);
    return tagTokens == null ? null : new TagParser(tagTokens, diagnostics).parseOutput();
  }

  private Node parseIf(TemplateToken first, int depth) {
    if (depth == MAX_DEPTH + 1) {
      diagnostics.add(DiagnosticCode.TOO_DEEP, first.start(), "nest at most " + MAX_DEPTH + " ifs");
    }
    List<Branch> branches = new ArrayList<>();
    branches.add(new Branch(parseCondition(first), parseNodes(depth)));
    List<Node> otherwise = List.of();
    boolean elseSeen = false;
    while (next < tokens.size()) {
      TemplateToken token = tokens.get(next++);
      String keyword = keyword(token);
      if (keyword.equals("endif")) {
        requireNothingAfter(token);
        return new Node.If(branches, otherwise);
      }
      if (elseSeen) {
        diagnostics.add(
            DiagnosticCode.UNBALANCED, token.start(), "else comes last; write endif after it");
      }
      if (keyword.equals("else")) {
        requireNothingAfter(token);
        elseSeen = true;
        otherwise = parseNodes(depth);
      } else {
        branches.add(new Branch(parseCondition(token), parseNodes(depth)));
      }
    }
    diagnostics.add(DiagnosticCode.UNBALANCED, first.start(), "end this if with {% endif %}");
    return new Node.If(branches, otherwise);
  }

  private Condition parseCondition(TemplateToken token) {
    TagTokenizer tagTokens = TagTokenizer.of(token, diagnostics);
    if (tagTokens == null) {
      return INVALID;
    }
    tagTokens.next();
    Condition condition = new TagParser(tagTokens, diagnostics).parseCondition();
    return condition == null ? INVALID : condition;
  }

  private void requireNothingAfter(TemplateToken token) {
    TagTokenizer tagTokens = TagTokenizer.of(token, diagnostics);
    if (tagTokens == null) {
      return;
    }
    String keyword = tagTokens.next().text();
    TagToken following = tagTokens.peek();
    if (following.kind() != TagToken.Kind.END) {
      String advice = keyword.equals("else") ? "; use elsif for another condition" : "";
      diagnostics.add(
          DiagnosticCode.SYNTAX, following.offset(), keyword + " takes nothing after it" + advice);
    }
  }

  private @Nullable Node reportUnknownTag(TemplateToken token) {
    String keyword = keyword(token);
    String advice =
        switch (keyword) {
          case "" -> "write if, elsif, else, endif or comment";
          case "elseif", "elif" -> "write elsif";
          case "unless" -> "write if with else";
          case "endcomment" -> "write {% comment %} before it";
          default ->
              "the tags are if, elsif, else, endif and comment; loops and assignments are not supported";
        };
    diagnostics.add(DiagnosticCode.UNKNOWN_TAG, token.start(), advice);
    return null;
  }

  private static boolean isWithinIf(String keyword) {
    return keyword.equals("elsif") || keyword.equals("else") || keyword.equals("endif");
  }

  private static String keyword(TemplateToken token) {
    String body = Blank.strip(token.text());
    int end = 0;
    while (end < body.length() && TagTokenizer.isLetter(body.charAt(end))) {
      end++;
    }
    return body.substring(0, end);
  }
}
