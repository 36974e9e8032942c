package dev.notifier.templates.lint;

import dev.notifier.templates.language.schema.SchemaField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what authors paste from other programs and what is sent exactly as written: markup of web
 * pages and word processors, and placeholders in the notation of other template languages.
 */
final class MarkupChecks {
  /** Further matches in the same text are dropped. */
  static final int MAX_FINDINGS = 50;

  /**
   * A match.
   *
   * @param index in the template, in UTF-16 units from 0
   */
  record Finding(LintWarningCode code, int index, String detail) {}

  /** Letters and digits of any language, as in «Họ_và_tên», at most five words. */
  private static final String NAME =
      "[\\p{L}_][\\p{L}\\p{M}\\p{N}_.-]{0,59}(?:[ \\u00A0][\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_.-]{0,29}){0,4}";

  private static final String WORD = "[\\p{L}_][\\p{L}\\p{M}\\p{N}_.-]{0,59}";
  private static final String BLANKS = "[\\s\\u00A0]{0,9}";

  private static final Pattern TAG =
      Pattern.compile("</?([A-Za-z][A-Za-z0-9:]{0,30})((?=[\\s/>])[^<>]{0,500})>");
  private static final Pattern OTHER_MARKUP =
      Pattern.compile(
          "<!--.{0,2000}?-->|<![A-Za-z\\[][^>]{0,500}>|<\\?[a-z][^>]{0,500}>"
              + "|\\bmso-[a-z-]{2,40}\\s{0,3}:[^;\\s]{0,60};?|\\*\\*[^*\\n]{1,200}\\*\\*"
              + "|\\\\(?:[nrt]|u[0-9A-Fa-f]{4})|=[CE][0-9A-F](?:=[89AB][0-9A-F]){1,3}",
          Pattern.DOTALL);
  private static final Pattern ENTITY =
      Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});");

  /** Each has the name in one of its groups. */
  private static final List<Pattern> PLACEHOLDERS =
      List.of(
          Pattern.compile(
              "[$#@%*]?\\{" + BLANKS + "[$=#:]?(" + NAME + "|[0-9]{1,2})" + BLANKS + "\\}"),
          Pattern.compile("\\[{1,2}" + BLANKS + "(" + NAME + ")" + BLANKS + "\\]{1,2}"),
          Pattern.compile(
              "<(" + NAME + ")>|<[<%=?]{1,2}" + BLANKS + "(" + NAME + ")" + BLANKS + "[%?>]?>"),
          Pattern.compile("[«‹]" + BLANKS + "(" + NAME + ")" + BLANKS + "[»›]"),
          Pattern.compile("\\$\\((" + WORD + ")\\)|%\\((" + WORD + ")\\)[sdif]?"),
          Pattern.compile(
              "(?<![\\p{L}\\p{N}%])%(?:[0-9]{1,2}\\$)?[-+0,#]{0,3}[0-9]{0,3}(?:\\.[0-9]{1,2})?[sdif](?![\\p{L}\\p{N}])"),
          Pattern.compile(
              "(?<![\\p{L}\\p{N}])%("
                  + WORD
                  + ")%|(?<![\\p{L}\\p{N}])__(\\p{L}[\\p{L}\\p{N}]{0,59})__"),
          Pattern.compile(
              "(?<![\\p{L}\\p{N}])#(" + WORD + ")#|(?<![\\p{L}\\p{N}])@(" + WORD + ")@"),
          Pattern.compile("(?<![\\p{L}\\p{N}$])\\$(\\p{L}[\\p{L}\\p{N}_]{1,59})"));

  /** The brackets of advertising labels, which the law prescribes. */
  private static final Set<String> LABELS = Set.of("QC", "AD", "DKQC");

  private static final Set<String> BREAKS = Set.of("br", "p", "div", "li", "tr", "h1", "h2", "h3");
  private static final Set<String> ELEMENTS =
      Set.of(
          "a",
          "abbr",
          "address",
          "article",
          "aside",
          "b",
          "big",
          "blockquote",
          "body",
          "br",
          "button",
          "caption",
          "center",
          "code",
          "col",
          "dd",
          "del",
          "details",
          "dir",
          "div",
          "dl",
          "dt",
          "em",
          "font",
          "footer",
          "form",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "head",
          "header",
          "hr",
          "html",
          "i",
          "iframe",
          "img",
          "input",
          "ins",
          "kbd",
          "label",
          "li",
          "link",
          "main",
          "mark",
          "meta",
          "nav",
          "ol",
          "p",
          "pre",
          "q",
          "s",
          "script",
          "section",
          "small",
          "span",
          "strike",
          "strong",
          "style",
          "sub",
          "sup",
          "table",
          "tbody",
          "td",
          "tfoot",
          "th",
          "thead",
          "time",
          "title",
          "tr",
          "tt",
          "u",
          "ul",
          "var",
          "video",
          "xml");

  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          Map.entry("nbsp", " "),
          Map.entry("ensp", " "),
          Map.entry("emsp", " "),
          Map.entry("thinsp", " "),
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("ldquo", "\""),
          Map.entry("rdquo", "\""),
          Map.entry("laquo", "\""),
          Map.entry("raquo", "\""),
          Map.entry("apos", "'"),
          Map.entry("lsquo", "'"),
          Map.entry("rsquo", "'"),
          Map.entry("ndash", "-"),
          Map.entry("mdash", "-"),
          Map.entry("bull", "-"),
          Map.entry("hellip", "..."),
          Map.entry("middot", "."));

  private final String text;
  private final FieldSuggestion fields;
  private final List<Finding> findings = new ArrayList<>();
  private final boolean[] found;

  private MarkupChecks(String text, SchemaField data) {
    this.text = text;
    fields = new FieldSuggestion(data);
    found = new boolean[text.length()];
  }

  /**
   * Checks the text that an author wrote.
   *
   * @param written the text without tags, at the same positions as in the template
   * @param data the schema of the event type's data
   */
  static List<Finding> findings(String written, SchemaField data) {
    MarkupChecks checks = new MarkupChecks(written, data);
    checks.find(OTHER_MARKUP, match -> checks.add(match, LintWarningCode.MARKUP, markup(match)));
    checks.find(TAG, checks::addTag);
    checks.find(ENTITY, match -> checks.add(match, LintWarningCode.MARKUP, entity(match.group(1))));
    for (Pattern placeholder : PLACEHOLDERS) {
      checks.find(placeholder, checks::addPlaceholder);
    }
    return checks.findings.stream()
        .sorted(Comparator.comparingInt(Finding::index))
        .limit(MAX_FINDINGS)
        .toList();
  }

  @FunctionalInterface
  private interface Action {
    void on(Matcher match);
  }

  private void find(Pattern pattern, Action action) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      if (!found[matcher.start()]) {
        action.on(matcher);
      }
    }
  }

  private void addTag(Matcher match) {
    String name = match.group(1).toLowerCase(Locale.ROOT);
    boolean plain = match.group(2).isBlank() && match.group().charAt(1) != '/';
    boolean known = ELEMENTS.contains(name) || name.indexOf(':') >= 0;
    if ((known || match.group(2).indexOf('=') >= 0) && !(plain && fields.isField(match.group(1)))) {
      add(
          match,
          LintWarningCode.MARKUP,
          BREAKS.contains(name)
              ? "write a line break or a blank instead"
              : "remove it, because messages have no formatting");
    }
  }

  private void addPlaceholder(Matcher match) {
    String name = "";
    for (int i = 1; i <= match.groupCount(); i++) {
      name = match.group(i) == null ? name : match.group(i).strip();
    }
    if (!(match.group().startsWith("[") && LABELS.contains(name))) {
      add(match, LintWarningCode.FOREIGN_PLACEHOLDER, fields.adviceOn(name));
    }
  }

  private static String markup(Matcher match) {
    String markup = match.group();
    if (markup.startsWith("\\")) {
      return markup.charAt(1) == 'u'
          ? "write the character itself"
          : "press the key for a line break or a blank instead";
    }
    return markup.startsWith("=")
        ? "the text is encoded as in an e-mail; write the letters themselves"
        : "remove it, because messages have no formatting";
  }

  private static String entity(String name) {
    String character = ENTITIES.get(name);
    if (name.charAt(0) == '#') {
      boolean hex = Character.toLowerCase(name.charAt(1)) == 'x';
      int code =
          hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
      character = Character.isValidCodePoint(code) ? Character.toString(code) : null;
    }
    if (character == null || character.codePoints().anyMatch(Character::isISOControl)) {
      return "write the character itself";
    }
    return character.isBlank() || character.equals("\u00A0")
        ? "write a blank"
        : "write " + character;
  }

  private void add(Matcher match, LintWarningCode code, String advice) {
    for (int i = match.start(); i < match.end(); i++) {
      found[i] = true;
    }
    findings.add(
        new Finding(code, match.start(), shown(match.group()) + " is sent as written; " + advice));
  }

  private static String shown(String matched) {
    String line = matched.replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= 40
        ? line
        : line.substring(0, line.offsetByCodePoints(0, 39)) + "…";
  }
}
