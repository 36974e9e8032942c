package dev.notifier.local.wording;

import dev.notifier.api.types.EventTypes;
import dev.notifier.templates.language.Field;
import dev.notifier.templates.language.Fields;
import dev.notifier.templates.language.Mistake;
import dev.notifier.templates.wording.TemplateFiles;
import dev.notifier.templates.wording.TemplateReading;
import dev.notifier.templates.wording.TemplateSource;
import dev.notifier.templates.wording.VariantMistake;
import dev.notifier.templates.wording.VariantSource;
import dev.notifier.templates.wording.WordingCompilation;
import dev.notifier.templates.wording.Wordings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Looks at a folder of wording without a server: each template against its event type, which is the
 * folder's own or else the one that ships.
 */
public final class FolderLint {
  private static final String RECIPIENT = "recipient";
  private static final String PROPERTIES = "properties";

  private final EventTypes shipped = EventTypes.shipped();
  private final Map<String, Field> types = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private FolderLint() {}

  /** Everything that is wrong, by file. */
  public static List<Finding> of(Folder folder) throws IOException {
    FolderLint lint = new FolderLint();
    for (Path file : folder.eventTypes()) {
      lint.eventType(file);
    }
    for (Path file : folder.templates()) {
      lint.template(file);
    }
    return lint.findings;
  }

  private void eventType(Path file) throws IOException {
    try {
      Object form = new Load(LoadSettings.builder().build()).loadFromString(read(file));
      if (form instanceof Map<?, ?> map
          && map.get("name") instanceof String name
          && map.get("schema") instanceof Map<?, ?> schema) {
        types.put(name, Fields.of(withRecipient(schema)));
      } else {
        add(file, "not-an-event-type", "it has no name or no schema; write both");
      }
    } catch (YamlEngineException e) {
      add(file, "not-yaml", firstLine(e));
    }
  }

  private void template(Path file) throws IOException {
    String yaml = read(file);
    switch (TemplateFiles.read(yaml)) {
      case TemplateReading.Refused refused ->
          refused.mistakes().forEach(mistake -> add(file, mistake));
      case TemplateReading.Read read -> template(file, yaml, read.source());
    }
  }

  private void template(Path file, String yaml, TemplateSource source) {
    if (!file.getFileName().toString().equals(source.id() + ".yaml")) {
      add(file, "wrong-name", "the file of this template is named " + source.id() + ".yaml");
    }
    Optional<Field> fields = fields(source.eventType());
    if (fields.isEmpty()) {
      add(
          file,
          "unknown-event-type",
          "there is no " + source.eventType() + " in event-types, and none ships; add its file");
      return;
    }
    if (Wordings.compile(source, 1, fields.get()) instanceof WordingCompilation.Refused refused) {
      TextPlaces places = new TextPlaces(yaml);
      refused.mistakes().forEach(mistake -> add(file, source, places, mistake));
    }
  }

  private Optional<Field> fields(String type) {
    Field own = types.get(type);
    return own == null ? shipped.fields(type).map(Fields::of) : Optional.of(own);
  }

  /** The folder's schemas refer to the people's; that one is not the folder's. */
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

  private void add(Path file, TemplateSource source, TextPlaces places, VariantMistake found) {
    Mistake mistake = found.mistake();
    for (int i = 0; i < source.variants().size(); i++) {
      VariantSource variant = source.variants().get(i);
      if (variant.locale().equals(found.locale()) && variant.audience().equals(found.audience())) {
        int line = places.line(i, mistake.line());
        int column = places.column(i, mistake.line(), mistake.column());
        findings.add(new Finding(file, line, column, mistake.code().code(), mistake.detail()));
        return;
      }
    }
    add(file, mistake);
  }

  private void add(Path file, Mistake mistake) {
    findings.add(
        new Finding(
            file, mistake.line(), mistake.column(), mistake.code().code(), mistake.detail()));
  }

  private void add(Path file, String code, String detail) {
    findings.add(new Finding(file, 1, 1, code, detail));
  }

  private String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8: save it as UTF-8.", e);
    }
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
  }
}
