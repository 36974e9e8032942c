package dev.notifier.templates.language.parse;

import dev.notifier.templates.language.diagnostic.CodePointName;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.diagnostic.DiagnosticCollector;
import dev.notifier.templates.language.parse.TagToken.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of one tag, read one after the other. Not thread-safe. */
final class TagTokenizer {
  /** The most digits of a number in a template. */
  private static final int MAX_DIGITS = 18;

  private final List<TagToken> tokens;
  private int next;

  private TagTokenizer(List<TagToken> tokens) {
    this.tokens = tokens;
  }

  /** Returns the tokens, or null if a character is invalid; a diagnostic is added for it. */
  static @Nullable TagTokenizer of(TemplateToken tag, DiagnosticCollector diagnostics) {
    String body = tag.text();
    List<TagToken> tokens = new ArrayList<>();
    int i = 0;
    while (i < body.length()) {
      if (Blank.is(body.charAt(i))) {
        i++;
        continue;
      }
      int end = endOf(body, i);
      if (end < 0) {
        diagnostics.add(
            DiagnosticCode.SYNTAX, tag.offset() + i, describeInvalid(body.codePointAt(i)));
        return null;
      }
      TagToken token = createToken(body, i, end, tag.offset() + i);
      if (token.kind() == Kind.NUMBER && token.text().length() > MAX_DIGITS) {
        diagnostics.add(
            DiagnosticCode.SYNTAX, token.offset(), "write at most " + MAX_DIGITS + " digits");
        return null;
      }
      tokens.add(token);
      i = end;
    }
    tokens.add(new TagToken(Kind.END, "", tag.offset() + Blank.endWithout(body, 0)));
    return new TagTokenizer(tokens);
  }

  private static TagToken createToken(String body, int from, int to, int offset) {
    char first = body.charAt(from);
    if (first == '"' || first == '\'') {
      return new TagToken(Kind.TEXT, body.substring(from + 1, to - 1), offset);
    }
    String text = body.substring(from, to);
    if (isLetter(first)) {
      return new TagToken(Kind.NAME, text, offset);
    }
    return new TagToken(
        isDigit(text.charAt(text.length() - 1)) ? Kind.NUMBER : Kind.SYMBOL, text, offset);
  }

  /** Returns the end of the token that starts here, or -1 if none does. */
  private static int endOf(String body, int from) {
    char c = body.charAt(from);
    if (c == '"' || c == '\'') {
      int end = body.indexOf(c, from + 1);
      return end < 0 ? -1 : end + 1;
    }
    if (isLetter(c)) {
      return endOfName(body, from);
    }
    if (isDigit(c) || (c == '-' && from + 1 < body.length() && isDigit(body.charAt(from + 1)))) {
      return endOfNumber(body, from + 1);
    }
    boolean equalsFollows = from + 1 < body.length() && body.charAt(from + 1) == '=';
    return switch (c) {
      case '.', '|', ':', ',' -> from + 1;
      case '<', '>' -> equalsFollows ? from + 2 : from + 1;
      case '=', '!' -> equalsFollows ? from + 2 : -1;
      default -> -1;
    };
  }

  private static int endOfName(String body, int from) {
    int i = from;
    while (i < body.length()
        && (isLetter(body.charAt(i)) || isDigit(body.charAt(i)) || body.charAt(i) == '_')) {
      i++;
    }
    return i;
  }

  private static int endOfNumber(String body, int from) {
    int i = from;
    while (i < body.length() && isDigit(body.charAt(i))) {
      i++;
    }
    if (i + 1 < body.length() && body.charAt(i) == '.' && isDigit(body.charAt(i + 1))) {
      i++;
      while (i < body.length() && isDigit(body.charAt(i))) {
        i++;
      }
    }
    return i;
  }

  private static String describeInvalid(int c) {
    return switch (c) {
      case '“', '”', '‘', '’', '„', '«', '»' -> "write straight quotation marks, \" or '";
      case '"', '\'' -> "close the text with the same quotation mark";
      case '=' -> "write == to compare; assignments are not supported";
      case '!' -> "write != for unequal";
      case '(', ')' -> "brackets are not supported; nest one if in another";
      case '[', ']' -> "indexes are not supported; write lists with join";
      case '&' -> "write and";
      default -> CodePointName.of(c) + " is not allowed here; " + adviceOn(c);
    };
  }

  private static String adviceOn(int c) {
    if (Character.isLetter(c)) {
      return "names have only the letters a to z; put texts in quotes";
    }
    return Character.getType(c) == Character.FORMAT ? "remove it" : "put texts in quotes";
  }

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  TagToken peek() {
    return tokens.get(next);
  }

  TagToken next() {
    TagToken token = tokens.get(next);
    if (next < tokens.size() - 1) {
      next++;
    }
    return token;
  }

  /** Consumes the symbol if it comes next. */
  boolean accept(String symbol) {
    boolean accepted = peek().isSymbol(symbol);
    if (accepted) {
      next();
    }
    return accepted;
  }
}
