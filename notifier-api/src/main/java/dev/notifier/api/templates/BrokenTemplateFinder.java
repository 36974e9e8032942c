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

/** Which templates in force, or that will be at their time, a change of an event type breaks. */
final class BrokenTemplateFinder implements PublishedTemplates {
  private final TemplateQueries reads;

  BrokenTemplateFinder(TemplateQueries reads) {
    this.reads = reads;
  }

  @Override
  public List<String> brokenBy(String eventType, Map<String, Object> newSchema) {
    SchemaField fields = SchemaFields.of(newSchema);
    List<String> broken = new ArrayList<>();
    for (TemplateVersion version : reads.publishedOrScheduled()) {
      if (eventType.equals(version.source().get("eventType"))) {
        TemplateSource source = TemplateSourceReader.stored(version.source());
        TemplateValidator.mistakes(source, fields)
            .forEach(mistake -> broken.add(TemplateDiagnostics.line(version, mistake)));
      }
    }
    return broken;
  }
}
