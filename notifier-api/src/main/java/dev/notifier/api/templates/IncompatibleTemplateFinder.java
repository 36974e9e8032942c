package dev.notifier.api.templates;

import dev.notifier.api.eventtypes.PublishedTemplates;
import dev.notifier.store.templates.TemplateQueries;
import dev.notifier.store.templates.TemplateVersion;
import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.language.schema.SchemaFields;
import dev.notifier.templates.template.TemplateSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the published and scheduled templates that a changed event type would break. */
final class IncompatibleTemplateFinder implements PublishedTemplates {
  private final TemplateQueries queries;

  IncompatibleTemplateFinder(TemplateQueries queries) {
    this.queries = queries;
  }

  @Override
  public List<String> incompatibleWith(String eventType, Map<String, Object> newSchema) {
    SchemaField fields = SchemaFields.of(newSchema);
    List<String> lines = new ArrayList<>();
    for (TemplateVersion version : queries.publishedOrScheduled(eventType)) {
      TemplateSource source = TemplateSourceReader.stored(version.source());
      TemplateValidator.diagnostics(source, fields)
          .forEach(diagnostic -> lines.add(TemplateDiagnostics.line(version, diagnostic)));
    }
    return lines;
  }
}
