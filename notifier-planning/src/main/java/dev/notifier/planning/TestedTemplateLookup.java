package dev.notifier.planning;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.origin.TestedTemplate;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.template.CompilationResult;
import dev.notifier.templates.template.TemplateCompiler;
import dev.notifier.templates.template.TemplateFiles;
import dev.notifier.templates.template.TemplateReadResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks up the templates that tests of templates carry with them. */
final class TestedTemplateLookup implements TemplateSelector {
  private final TestedTemplate test;
  private final TemplateSelector published;

  /**
   * @param published the templates in force, which have the approvals of carriers
   */
  TestedTemplateLookup(TestedTemplate test, TemplateSelector published) {
    this.test = test;
    this.published = published;
  }

  @Override
  public TemplateLookup lookUp(String tenant, String type, @Nullable Integer pinned)
      throws InterruptedException {
    Renderer renderer = renderer();
    if (renderer == null) {
      return new TemplateLookup.Missing(
          FailureReason.UNUSABLE_TEMPLATE,
          "the template has errors; correct what its preview shows");
    }
    return new TemplateLookup.Found(renderer, record(tenant));
  }

  private @Nullable Renderer renderer() {
    // JSON is valid YAML, and the only template reader reads YAML.
    String file = new String(RecordJson.write(test.source()), StandardCharsets.UTF_8);
    return TemplateFiles.read(file) instanceof TemplateReadResult.Read(var source)
            && TemplateCompiler.compileUnchecked(source, test.version())
                instanceof CompilationResult.Compiled(var template)
        ? template
        : null;
  }

  /** A carrier approves a template, not a version of it. */
  private PublishedVersionRecord record(String tenant) throws InterruptedException {
    return published.lookUp(tenant, test.eventType(), null)
                instanceof TemplateLookup.Found(_, PublishedVersionRecord inForce)
            && inForce.id().equals(test.template())
        ? inForce
        : new PublishedVersionRecord(
            PublishedVersionRecord.VERSION, test.template(), null, Instant.EPOCH, 0, Map.of());
  }
}
