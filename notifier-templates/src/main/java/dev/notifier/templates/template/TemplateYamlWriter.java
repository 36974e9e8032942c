package dev.notifier.templates.template;

import dev.notifier.templates.DiacriticsPolicy;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a template as YAML, always in the same order. Not thread-safe. */
final class TemplateYamlWriter {
  /** Texts that YAML reads as strings without quotation marks. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

  private static final Set<String> NOT_PLAIN =
      Set.of("null", "true", "false", "yes", "no", "y", "n", "on", "off");

  private final StringBuilder out = new StringBuilder();

  String write(TemplateSource source) {
    writeLine("", "id", scalar(source.id()));
    writeLine("", "eventType", scalar(source.eventType()));
    writeLine("", "diacritics", keyword(source.diacritics()));
    writeLine("", "maxSegments", Integer.toString(source.maxSegments()));
    writeLine("", "links", keyword(source.links()));
    if (source.variants().isEmpty()) {
      writeLine("", "variants", "[]");
    } else {
      out.append("variants:\n");
      source.variants().forEach(this::writeVariant);
    }
    return out.toString();
  }

  private void writeVariant(VariantSource variant) {
    String indent = "    ";
    writeLine("  - ", "locale", scalar(variant.locale()));
    Audience audience = variant.audience();
    if (!audience.equals(Audience.EVERYBODY)) {
      writeLine(indent, "audience", audience(audience));
    }
    String sender = variant.sender();
    if (sender != null) {
      writeLine(indent, "sender", scalar(sender));
    }
    DiacriticsPolicy diacritics = variant.diacritics();
    if (diacritics != null) {
      writeLine(indent, "diacritics", keyword(diacritics));
    }
    writeLine(indent, "text", quoted(variant.text()));
  }

  private void writeLine(String indent, String key, String value) {
    out.append(indent).append(key).append(": ").append(value).append('\n');
  }

  private static String audience(Audience audience) {
    String kinds = audience.kinds().isEmpty() ? "" : "kinds: " + list(audience.kinds());
    String areas =
        audience.livingAreas().isEmpty() ? "" : "livingAreas: " + list(audience.livingAreas());
    return "{ " + kinds + (kinds.isEmpty() || areas.isEmpty() ? "" : ", ") + areas + " }";
  }

  private static String list(Set<String> names) {
    return new TreeSet<>(names)
        .stream().map(TemplateYamlWriter::scalar).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String keyword(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String scalar(String text) {
    boolean plain =
        PLAIN.matcher(text).matches() && !NOT_PLAIN.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : quoted(text);
  }

  /** Template texts contain many double quotation marks: then single ones are easier to read. */
  private static String quoted(String text) {
    boolean single =
        text.indexOf('"') >= 0
            && text.indexOf('\'') < 0
            && text.codePoints().allMatch(TemplateYamlWriter::isPrintable);
    if (single) {
      return "'" + text + "'";
    }
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int c) {
    if (c == '"' || c == '\\') {
      quoted.append('\\').append((char) c);
    } else if (c == '\n') {
      quoted.append("\\n");
    } else if (isPrintable(c)) {
      quoted.appendCodePoint(c);
    } else {
      quoted.append(c > 0xFFFF ? "\\U%08X".formatted(c) : "\\u%04X".formatted(c));
    }
  }

  /** Whether the character is written as it is: visible in an editor, and unchanged by a parser. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}
