package dev.notifier.templates.language.parse;

import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.diagnostic.DiagnosticCollector;
import dev.notifier.templates.language.parse.Node.Branch;
import dev.notifier.templates.language.parse.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tree of a template's pieces. A mistake in one tag does not hide those in others. Not
 * thread-safe.
 */
public final class TemplateParser {
  static final int MAX_DEPTH = 8;

  private static final Condition UNREADABLE = new Condition.All(List.of());

  private final List<TemplateToken> chunks;
  private final DiagnosticCollector diagnostics;
  private int next;

  private TemplateParser(List<TemplateToken> chunks, DiagnosticCollector diagnostics) {
    this.chunks = chunks;
    this.diagnostics = diagnostics;
  }

  /** The tree; worthless if mistakes were noted. */
  public static List<Node> parse(String text, DiagnosticCollector diagnostics) {
    TemplateParser parser =
        new TemplateParser(TemplateTokenizer.of(text, diagnostics), diagnostics);
    List<Node> nodes = new ArrayList<>(parser.nodes(0));
    while (parser.next < parser.chunks.size()) {
      TemplateToken stray = parser.chunks.get(parser.next++);
      diagnostics.add(
          DiagnosticCode.UNBALANCED,
          stray.open(),
          word(stray) + " without an if; write an if before");
      nodes.addAll(parser.nodes(0));
    }
    return nodes;
  }

  /** Up to the end, or to a tag that ends or divides the if around it. */
  private List<Node> nodes(int depth) {
    List<Node> nodes = new ArrayList<>();
    while (next < chunks.size()) {
      TemplateToken chunk = chunks.get(next);
      if (chunk.kind() == Kind.TAG && isWithinIf(word(chunk))) {
        return nodes;
      }
      next++;
      Node node = node(chunk, depth);
      if (node != null) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  private @Nullable Node node(TemplateToken chunk, int depth) {
    return switch (chunk.kind()) {
      case LITERAL -> new Node.Literal(chunk.text());
      case OUTPUT -> output(chunk);
      case TAG -> word(chunk).equals("if") ? ifFrom(chunk, depth + 1) : unknown(chunk);
    };
  }

  private @Nullable Node output(TemplateToken chunk) {
    TagTokenizer tokens = TagTokenizer.of(chunk, diagnostics);
    return tokens == null ? null : new TagParser(tokens, diagnostics).output();
  }

  private Node ifFrom(TemplateToken first, int depth) {
    if (depth == MAX_DEPTH + 1) {
      diagnostics.add(
          DiagnosticCode.TOO_DEEP,
          first.open(),
          "put at most " + MAX_DEPTH + " ifs into each other");
    }
    List<Branch> branches = new ArrayList<>();
    branches.add(new Branch(condition(first), nodes(depth)));
    List<Node> otherwise = List.of();
    boolean elseSeen = false;
    while (next < chunks.size()) {
      TemplateToken chunk = chunks.get(next++);
      String word = word(chunk);
      if (word.equals("endif")) {
        nothingAfter(chunk);
        return new Node.If(branches, otherwise);
      }
      if (elseSeen) {
        diagnostics.add(
            DiagnosticCode.UNBALANCED, chunk.open(), "else comes last; write endif after it");
      }
      if (word.equals("else")) {
        nothingAfter(chunk);
        elseSeen = true;
        otherwise = nodes(depth);
      } else {
        branches.add(new Branch(condition(chunk), nodes(depth)));
      }
    }
    diagnostics.add(DiagnosticCode.UNBALANCED, first.open(), "end this if with {% endif %}");
    return new Node.If(branches, otherwise);
  }

  private Condition condition(TemplateToken chunk) {
    TagTokenizer tokens = TagTokenizer.of(chunk, diagnostics);
    if (tokens == null) {
      return UNREADABLE;
    }
    tokens.take();
    Condition condition = new TagParser(tokens, diagnostics).condition();
    return condition == null ? UNREADABLE : condition;
  }

  private void nothingAfter(TemplateToken chunk) {
    TagTokenizer tokens = TagTokenizer.of(chunk, diagnostics);
    if (tokens == null) {
      return;
    }
    String word = tokens.take().text();
    TagToken rest = tokens.peek();
    if (rest.kind() != TagToken.Kind.END) {
      String advice = word.equals("else") ? "; for another condition write elsif" : "";
      diagnostics.add(
          DiagnosticCode.SYNTAX,
          rest.at(),
          "nothing stands after " + word + " in its tag" + advice);
    }
  }

  private @Nullable Node unknown(TemplateToken chunk) {
    String word = word(chunk);
    String advice =
        switch (word) {
          case "" -> "write if, elsif, else, endif or comment";
          case "elseif", "elif" -> "write elsif";
          case "unless" -> "write if with else";
          case "endcomment" -> "write {% comment %} before it";
          default -> "there are if, elsif, else, endif and comment; no loops and no assignments";
        };
    diagnostics.add(DiagnosticCode.UNKNOWN_TAG, chunk.open(), advice);
    return null;
  }

  private static boolean isWithinIf(String word) {
    return word.equals("elsif") || word.equals("else") || word.equals("endif");
  }

  private static String word(TemplateToken chunk) {
    String body = chunk.text().stripLeading();
    int end = 0;
    while (end < body.length() && TagTokenizer.isLetter(body.charAt(end))) {
      end++;
    }
    return body.substring(0, end);
  }
}
