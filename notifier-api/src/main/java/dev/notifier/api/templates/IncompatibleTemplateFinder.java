package dev.notifier.api.templates;

import dev.notifier.api.eventtypes.PublishedTemplates;
import dev.notifier.api.problem.NearNames;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.templates.TemplateQueries;
import dev.notifier.store.templates.TemplateSummary;
import dev.notifier.store.templates.TemplateVersion;
import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.language.schema.SchemaFields;
import dev.notifier.templates.lint.AdvertisingText;
import dev.notifier.templates.template.TemplateSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the published and scheduled templates, of all tenants, that a changed event type would
 * break.
 */
final class IncompatibleTemplateFinder implements PublishedTemplates {
  private final TemplateQueries queries;

  IncompatibleTemplateFinder(TemplateQueries queries) {
    this.queries = queries;
  }

  @Override
  public List<String> incompatibleWith(
      String eventType, Map<String, Object> newSchema, boolean advertising) {
    SchemaField fields = SchemaFields.of(newSchema);
    List<String> lines = new ArrayList<>();
    for (TemplateVersion version : queries.publishedOrScheduled(eventType)) {
      TemplateSource source = TemplateSourceReader.stored(version.source());
      TemplateValidator.diagnostics(source, fields)
          .forEach(diagnostic -> lines.add(TemplateDiagnostics.line(version, diagnostic)));
      if (advertising) {
        AdvertisingText.diagnostics(source)
            .forEach(diagnostic -> lines.add(TemplateDiagnostics.line(version, diagnostic)));
      }
    }
    return lines;
  }

  @Override
  public Optional<String> refusalOf(String eventType, Optional<String> present, String template) {
    Optional<TemplateSummary> next = queries.summary(TemplateName.national(template));
    if (next.isPresent() && !next.get().eventType().equals(eventType)) {
      return Optional.of(
          "This is a template of the event type "
              + next.get().eventType()
              + ". Use a template of this event type.");
    }
    boolean stops =
        !isPublished(next)
            && present
                .map(TemplateName::national)
                .map(queries::summary)
                .filter(IncompatibleTemplateFinder::isPublished)
                .isPresent();
    return stops
        ? Optional.of(
            "This template is not published, so events of the type would be rejected. Publish it"
                + " first."
                + NearNames.suggestion(template, nationalIds()))
        : Optional.empty();
  }

  private List<String> nationalIds() {
    return queries.readable(Tenants.NATIONAL, "", Integer.MAX_VALUE).stream()
        .map(TemplateName::id)
        .toList();
  }

  private static boolean isPublished(Optional<TemplateSummary> template) {
    return template.map(TemplateSummary::publishedVersion).isPresent();
  }
}
