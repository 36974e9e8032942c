package dev.notifier.templates.language.parse;

import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.diagnostic.DiagnosticCollector;
import dev.notifier.templates.language.parse.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a template into literals, outputs and tags; comments go. Not thread-safe. */
final class TemplateTokenizer {
  private static final int BRACKET = 2;

  private final String text;
  private final DiagnosticCollector diagnostics;
  private final List<TemplateToken> chunks = new ArrayList<>();
  private int at;
  private boolean trimNext;

  private TemplateTokenizer(String text, DiagnosticCollector diagnostics) {
    this.text = text;
    this.diagnostics = diagnostics;
  }

  static List<TemplateToken> of(String text, DiagnosticCollector diagnostics) {
    TemplateTokenizer chunks = new TemplateTokenizer(text, diagnostics);
    while (chunks.at < text.length()) {
      chunks.next();
    }
    return chunks.chunks;
  }

  private void next() {
    int open = nextOpening(at);
    if (open < 0) {
      literal(text.length(), false);
      at = text.length();
      return;
    }
    boolean trimBefore = charAt(open + BRACKET) == '-';
    literal(open, trimBefore);
    boolean output = text.charAt(open + 1) == '{';
    int start = open + BRACKET + (trimBefore ? 1 : 0);
    int close = closing(start, output ? "}}" : "%}");
    if (close < 0) {
      diagnostics.add(
          DiagnosticCode.SYNTAX,
          open,
          "close it with " + (output ? "}}" : "%}") + " after its content");
      at = text.length();
      return;
    }
    trimNext = close > start && text.charAt(close - 1) == '-';
    String body = text.substring(start, trimNext ? close - 1 : close);
    at = close + BRACKET;
    if (!output && body.strip().equals("comment")) {
      skipComment(open);
    } else {
      chunks.add(new TemplateToken(output ? Kind.OUTPUT : Kind.TAG, body, start, open));
    }
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  private int nextOpening(int from) {
    for (int i = from; i + 1 < text.length(); i++) {
      if (text.charAt(i) == '{' && (text.charAt(i + 1) == '{' || text.charAt(i + 1) == '%')) {
        return i;
      }
    }
    return -1;
  }

  /** Brackets within quotation marks do not close. */
  private int closing(int from, String bracket) {
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (text.startsWith(bracket, i)) {
        return i;
      } else if (text.startsWith("{{", i) || text.startsWith("{%", i)) {
        return -1;
      }
    }
    return -1;
  }

  private void literal(int end, boolean trimEnd) {
    int from = at;
    int to = end;
    if (trimNext) {
      while (from < to && Character.isWhitespace(text.charAt(from))) {
        from++;
      }
      trimNext = false;
    }
    if (trimEnd) {
      while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
        to--;
      }
    }
    if (to > from) {
      lookForStrayEnds(from, to);
      chunks.add(new TemplateToken(Kind.LITERAL, text.substring(from, to), from, from));
    }
  }

  private void lookForStrayEnds(int from, int to) {
    for (int i = from; i + 1 < to; i++) {
      boolean bracket = text.charAt(i + 1) == '}';
      if (bracket && (text.charAt(i) == '}' || text.charAt(i) == '%')) {
        String end = text.substring(i, i + BRACKET);
        String start = end.equals("}}") ? "{{" : "{%";
        diagnostics.add(
            DiagnosticCode.SYNTAX, i, end + " closes nothing; write " + start + " before it");
        return;
      }
    }
  }

  private void skipComment(int open) {
    for (int i = nextOpening(at); i >= 0; i = nextOpening(i + 1)) {
      int close = text.indexOf("%}", i);
      if (close < 0) {
        break;
      }
      boolean trimBefore = charAt(i + BRACKET) == '-';
      boolean trimAfter = text.charAt(close - 1) == '-';
      int start = i + BRACKET + (trimBefore ? 1 : 0);
      int end = trimAfter ? close - 1 : close;
      if (text.charAt(i + 1) == '%'
          && start <= end
          && text.substring(start, end).strip().equals("endcomment")) {
        at = close + BRACKET;
        trimNext = trimAfter;
        return;
      }
    }
    diagnostics.add(DiagnosticCode.UNBALANCED, open, "end the comment with {% endcomment %}");
    at = text.length();
  }
}
