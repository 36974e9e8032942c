package dev.notifier.templates.language;

import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.program.CompiledProgram;
import dev.notifier.templates.language.program.ProgramResult;
import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.language.schema.SchemaFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event type with a field of each kind, and an event of it. */
public final class LanguageSamples {
  private LanguageSamples() {}

  public static SchemaField type() {
    Map<String, Object> recipient =
        Map.of(
            "type",
            "object",
            "required",
            List.of("phone"),
            "properties",
            Map.of("phone", text(), "honorific", text(), "fullName", text()));
    Map<String, Object> properties = new HashMap<>();
    properties.put("recipient", recipient);
    properties.put("cardNo", text());
    properties.put("outcome", Map.of("enum", List.of("GRANTED", "REFUSED", "PARTLY")));
    properties.put("reason", text());
    properties.put("month", text());
    properties.put("validTo", Map.of("type", "string", "format", "date"));
    properties.put("endsAt", Map.of("type", "string", "format", "date-time"));
    properties.put("amountVnd", Map.of("type", "integer"));
    properties.put("percent", Map.of("type", "number"));
    properties.put("urgent", Map.of("type", "boolean"));
    properties.put("missing", Map.of("type", "array", "items", text()));
    properties.put("note", Map.of("type", "object", "properties", Map.of("text", text())));
    List<String> required = new ArrayList<>(properties.keySet());
    required.removeAll(List.of("reason", "percent", "note"));
    return SchemaFields.of(
        Map.of("type", "object", "required", required, "properties", properties));
  }

  private static Map<String, Object> text() {
    return Map.of("type", "string");
  }

  /** Returns a mutable copy of the event's data. */
  public static Map<String, @Nullable Object> data() {
    Map<String, @Nullable Object> data = new HashMap<>();
    data.put(
        "recipient", Map.of("phone", "0912345678", "honorific", "Bà", "fullName", "Lò Thị Mai"));
    data.put("cardNo", "HC4010110129425");
    data.put("outcome", "REFUSED");
    data.put("month", "2026-10");
    data.put("validTo", "2026-12-31");
    data.put("endsAt", "2026-12-30T18:00:00Z");
    data.put("amountVnd", 9249473860L);
    data.put("urgent", true);
    data.put("missing", List.of("sổ BHXH", "bản sao CCCD"));
    return data;
  }

  public static CompiledProgram program(String text) {
    LanguageResult compilation = TemplateLanguage.compile(text, type());
    if (compilation instanceof LanguageResult.Compiled compiled) {
      return compiled.program();
    }
    throw new AssertionError("not compiled: " + compilation);
  }

  /** Returns the diagnostics, each as {@code line:column code detail}. */
  public static List<String> diagnostics(String text) {
    return TemplateLanguage.compile(text, type()) instanceof LanguageResult.Invalid invalid
        ? invalid.diagnostics().stream().map(LanguageSamples::describe).toList()
        : List.of();
  }

  private static String describe(Diagnostic diagnostic) {
    return diagnostic.line()
        + ":"
        + diagnostic.column()
        + " "
        + diagnostic.code().code()
        + " "
        + diagnostic.detail();
  }

  /** Returns the text, or the problem as {@code code field detail}. */
  public static String rendered(String text, Map<String, ? extends @Nullable Object> data) {
    return rendered(text, "vi", data);
  }

  public static String rendered(
      String text, String locale, Map<String, ? extends @Nullable Object> data) {
    return switch (program(text).render(data, locale)) {
      case ProgramResult.Text rendered -> rendered.text();
      case ProgramResult.Problem problem ->
          "%s [%s] %s".formatted(problem.error().code(), problem.field(), problem.detail());
    };
  }
}
