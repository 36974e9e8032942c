package dev.notifier.api.templates;

import dev.notifier.api.types.PublishedTemplates;
import dev.notifier.store.templates.TemplateReads;
import dev.notifier.store.templates.TemplateVersion;
import dev.notifier.templates.language.Field;
import dev.notifier.templates.language.Fields;
import dev.notifier.templates.wording.TemplateSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which templates in force, or that will be at their time, a change of an event type breaks. */
final class BrokenTemplates implements PublishedTemplates {
  private final TemplateReads reads;

  BrokenTemplates(TemplateReads reads) {
    this.reads = reads;
  }

  @Override
  public List<String> brokenBy(String eventType, Map<String, Object> newSchema) {
    Field fields = Fields.of(newSchema);
    List<String> broken = new ArrayList<>();
    for (TemplateVersion version : reads.inForceOrScheduled()) {
      if (eventType.equals(version.source().get("eventType"))) {
        TemplateSource source = SourceReader.stored(version.source());
        TemplateCheck.mistakes(source, fields)
            .forEach(mistake -> broken.add(TemplateMistakes.line(version, mistake)));
      }
    }
    return broken;
  }
}
