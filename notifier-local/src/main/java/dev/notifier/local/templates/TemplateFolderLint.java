package dev.notifier.local.templates;

import dev.notifier.api.eventtypes.EventTypeCheck;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.replies.address.AddressPlaceholders;
import dev.notifier.replies.address.ShippedAddresses;
import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.language.schema.SchemaFields;
import dev.notifier.templates.lint.LintContext;
import dev.notifier.templates.lint.LintReport;
import dev.notifier.templates.lint.RouteTextSettings;
import dev.notifier.templates.lint.SampleData;
import dev.notifier.templates.lint.TemplateLint;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.template.TemplateFiles;
import dev.notifier.templates.template.TemplateReadResult;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.templates.template.VariantDiagnostic;
import dev.notifier.templates.template.VariantSource;
import dev.notifier.templates.yaml.YamlError;
import dev.notifier.templates.yaml.YamlResult;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a directory of template files without a server: each template against its event type, from
 * the directory or else from those that ship.
 */
public final class TemplateFolderLint {
  private static final String RECIPIENT = "recipient";
  private static final String PROPERTIES = "properties";

  /** A typical carrier and address; the api checks the text on each of its routes. */
  private static final LintContext ANY_ROUTE =
      new LintContext(
          false,
          "",
          List.of(
              new RouteTextSettings(
                  "",
                  CarrierTextSettings.DEFAULT,
                  0,
                  new AddressPlaceholders(ShippedAddresses.all()))),
          Map.of());

  private final EventTypeRegistry shipped = EventTypeRegistry.shipped();
  private final Map<String, SchemaField> types = new HashMap<>();
  private final Map<String, SampleData> samples = new HashMap<>();
  private final List<FileDiagnostic> diagnostics = new ArrayList<>();

  private TemplateFolderLint() {}

  /** Returns all errors, by file. */
  public static List<FileDiagnostic> check(TemplateFolder folder) throws IOException {
    TemplateFolderLint lint = new TemplateFolderLint();
    for (Path file : folder.unread()) {
      lint.add(
          file,
          "wrong-name",
          "this file is not read; templates are in templates/*.yaml, event types in"
              + " event-types/*.yaml");
    }
    for (Path file : folder.eventTypes()) {
      lint.eventType(file);
    }
    for (Path file : folder.templates()) {
      lint.template(file);
    }
    return lint.diagnostics;
  }

  private void eventType(Path file) throws IOException {
    switch (EventTypeFile.read(read(file))) {
      case YamlResult.Invalid<Map<String, Object>> invalid -> add(file, invalid.error());
      case YamlResult.Read<Map<String, Object>> read -> {
        Map<String, Object> definition = read.value();
        if (definition.get("name") instanceof String name
            && definition.get("schema") instanceof Map<?, ?> schema) {
          types.put(name, SchemaFields.of(withRecipient(schema)));
          eventType(file, name, definition);
        } else {
          add(file, "not-an-event-type", "it has no name or no schema; add both");
        }
      }
    }
  }

  private void eventType(Path file, String name, Map<String, Object> definition) {
    if (!file.getFileName().toString().equals(name + ".yaml")) {
      add(file, "wrong-name", "the file of this event type must be named " + name + ".yaml");
    }
    List<String> errors = EventTypeCheck.errors(name, definition);
    errors.forEach(error -> add(file, "invalid-event-type", error));
    if (errors.isEmpty() && definition.get("samples") instanceof Map<?, ?> found) {
      samples.put(name, samples(found));
    }
  }

  private static SampleData samples(Map<?, ?> found) {
    Map<String, Object> typical = sample(found.get(EventTypeRecord.TYPICAL));
    Map<String, Object> longest = sample(found.get(EventTypeRecord.LONGEST));
    return SampleData.samples(typical, longest.isEmpty() ? typical : longest);
  }

  private static Map<String, Object> sample(@Nullable Object sample) {
    Map<String, Object> data = new HashMap<>();
    if (sample instanceof Map<?, ?> fields) {
      fields.forEach((name, value) -> data.put(String.valueOf(name), value));
    }
    return data;
  }

  private void template(Path file) throws IOException {
    String yaml = read(file);
    switch (TemplateFiles.read(yaml)) {
      case TemplateReadResult.Invalid invalid ->
          invalid.diagnostics().forEach(diagnostic -> add(file, diagnostic));
      case TemplateReadResult.Read read -> template(file, yaml, read.source());
    }
  }

  private void template(Path file, String yaml, TemplateSource source) {
    if (!file.getFileName().toString().equals(source.id() + ".yaml")) {
      add(file, "wrong-name", "the file of this template must be named " + source.id() + ".yaml");
    }
    Optional<SchemaField> fields = fields(source.eventType());
    if (fields.isEmpty()) {
      add(
          file,
          "event-type-not-found",
          source.eventType() + " is neither in event-types nor shipped; add its file");
      return;
    }
    Optional<SampleData> known = samplesOf(source.eventType());
    LintReport report =
        TemplateLint.check(
            source, fields.get(), known.orElseGet(() -> SampleData.data(Map.of())), ANY_ROUTE);
    TextPositions positions = new TextPositions(yaml);
    report.diagnostics().forEach(diagnostic -> add(file, source, positions, diagnostic));
    if (known.isPresent()) {
      report.notSendable().forEach(diagnostic -> add(file, source, positions, diagnostic));
    }
  }

  /**
   * The samples with which the api checks whether messages could be sent; none if they are wrong.
   */
  private Optional<SampleData> samplesOf(String type) {
    if (types.containsKey(type)) {
      return Optional.ofNullable(samples.get(type));
    }
    return Optional.ofNullable(shipped.find(type))
        .map(known -> samples(known.definition().samples()));
  }

  private Optional<SchemaField> fields(String type) {
    SchemaField own = types.get(type);
    return own == null ? shipped.fields(type).map(SchemaFields::of) : Optional.of(own);
  }

  /** Resolves the reference to the schema of the recipient, which is not in the directory. */
  private Map<String, Object> withRecipient(Map<?, ?> schema) {
    Map<String, Object> resolved = new HashMap<>();
    schema.forEach((key, value) -> resolved.put(String.valueOf(key), value));
    Map<String, Object> properties = new HashMap<>();
    if (schema.get(PROPERTIES) instanceof Map<?, ?> own) {
      own.forEach((key, value) -> properties.put(String.valueOf(key), value));
    }
    Map<String, Object> any = shipped.fields(shipped.names().iterator().next()).orElse(Map.of());
    if (any.get(PROPERTIES) instanceof Map<?, ?> known
        && known.get(RECIPIENT) instanceof Map<?, ?> recipient) {
      properties.put(RECIPIENT, recipient);
    }
    resolved.put(PROPERTIES, properties);
    return resolved;
  }

  private void add(
      Path file, TemplateSource source, TextPositions positions, VariantDiagnostic found) {
    Diagnostic diagnostic = found.diagnostic();
    for (int i = 0; i < source.variants().size(); i++) {
      VariantSource variant = source.variants().get(i);
      if (variant.locale().equals(found.locale()) && variant.audience().equals(found.audience())) {
        int line = positions.line(i, diagnostic.line());
        int column = positions.column(i, diagnostic.line(), diagnostic.column());
        diagnostics.add(
            new FileDiagnostic(file, line, column, diagnostic.code().code(), diagnostic.detail()));
        return;
      }
    }
    add(file, diagnostic);
  }

  private void add(Path file, Diagnostic diagnostic) {
    diagnostics.add(
        new FileDiagnostic(
            file,
            diagnostic.line(),
            diagnostic.column(),
            diagnostic.code().code(),
            diagnostic.detail()));
  }

  private void add(Path file, YamlError error) {
    diagnostics.add(
        new FileDiagnostic(
            file, error.position().line(), error.position().column(), "not-yaml", error.reason()));
  }

  private void add(Path file, String code, String detail) {
    diagnostics.add(new FileDiagnostic(file, 1, 1, code, detail));
  }

  private String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8: save it as UTF-8.", e);
    }
  }
}
