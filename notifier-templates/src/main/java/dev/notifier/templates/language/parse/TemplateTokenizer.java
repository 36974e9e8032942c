package dev.notifier.templates.language.parse;

import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.diagnostic.DiagnosticCollector;
import dev.notifier.templates.language.parse.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits a template into literals, outputs and tags, without comments. Not thread-safe. */
final class TemplateTokenizer {
  private static final int DELIMITER_LENGTH = 2;

  private final String text;
  private final DiagnosticCollector diagnostics;
  private final List<TemplateToken> tokens = new ArrayList<>();
  private int position;
  private boolean trimNext;

  private TemplateTokenizer(String text, DiagnosticCollector diagnostics) {
    this.text = text;
    this.diagnostics = diagnostics;
  }

  static List<TemplateToken> of(String text, DiagnosticCollector diagnostics) {
    TemplateTokenizer tokenizer = new TemplateTokenizer(text, diagnostics);
    while (tokenizer.position < text.length()) {
      tokenizer.readNext();
    }
    return tokenizer.tokens;
  }

  private void readNext() {
    int start = findOpening(position);
    if (start < 0) {
      addLiteral(text.length(), false);
      position = text.length();
      return;
    }
    boolean trimBefore = charAt(start + DELIMITER_LENGTH) == '-';
    addLiteral(start, trimBefore);
    boolean output = text.charAt(start + 1) == '{';
    int contentStart = start + DELIMITER_LENGTH + (trimBefore ? 1 : 0);
    int close = findClosing(contentStart, output ? "}}" : "%}");
    if (close < 0) {
      diagnostics.add(
          DiagnosticCode.SYNTAX,
          start,
          output
              ? "this {{ is not closed; write }} after its content"
              : "this {% is not closed; write %} after its content");
      position = text.length();
      return;
    }
    trimNext = close > contentStart && text.charAt(close - 1) == '-';
    String body = text.substring(contentStart, trimNext ? close - 1 : close);
    position = close + DELIMITER_LENGTH;
    if (!output && Blank.strip(body).equals("comment")) {
      skipComment(start);
    } else {
      tokens.add(new TemplateToken(output ? Kind.OUTPUT : Kind.TAG, body, contentStart, start));
    }
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  private int findOpening(int from) {
    for (int i = from; i + 1 < text.length(); i++) {
      if (text.charAt(i) == '{' && (text.charAt(i + 1) == '{' || text.charAt(i + 1) == '%')) {
        return i;
      }
    }
    return -1;
  }

  /** Delimiters inside quotation marks do not count. */
  private int findClosing(int from, String delimiter) {
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (text.startsWith(delimiter, i)) {
        return i;
      } else if (text.startsWith("{{", i) || text.startsWith("{%", i)) {
        return -1;
      }
    }
    return -1;
  }

  private void addLiteral(int end, boolean trimEnd) {
    int from = position;
    int to = end;
    if (trimNext) {
      while (from < to && Blank.is(text.charAt(from))) {
        from++;
      }
      trimNext = false;
    }
    if (trimEnd) {
      while (to > from && Blank.is(text.charAt(to - 1))) {
        to--;
      }
    }
    if (to > from) {
      reportUnopenedEnds(from, to);
      tokens.add(new TemplateToken(Kind.LITERAL, text.substring(from, to), from, from));
    }
  }

  private void reportUnopenedEnds(int from, int to) {
    for (int i = from; i + 1 < to; i++) {
      boolean delimiter = text.charAt(i + 1) == '}';
      if (delimiter && (text.charAt(i) == '}' || text.charAt(i) == '%')) {
        String end = text.substring(i, i + DELIMITER_LENGTH);
        String opening = end.equals("}}") ? "{{" : "{%";
        diagnostics.add(
            DiagnosticCode.SYNTAX,
            i,
            end + " without " + opening + "; add " + opening + " before it");
        return;
      }
    }
  }

  private void skipComment(int start) {
    for (int i = findOpening(position); i >= 0; i = findOpening(i + 1)) {
      int close = text.indexOf("%}", i);
      if (close < 0) {
        break;
      }
      boolean trimBefore = charAt(i + DELIMITER_LENGTH) == '-';
      boolean trimAfter = text.charAt(close - 1) == '-';
      int nameStart = i + DELIMITER_LENGTH + (trimBefore ? 1 : 0);
      int end = trimAfter ? close - 1 : close;
      if (text.charAt(i + 1) == '%'
          && nameStart <= end
          && Blank.strip(text.substring(nameStart, end)).equals("endcomment")) {
        position = close + DELIMITER_LENGTH;
        trimNext = trimAfter;
        return;
      }
    }
    diagnostics.add(DiagnosticCode.UNBALANCED, start, "end the comment with {% endcomment %}");
    position = text.length();
  }
}
