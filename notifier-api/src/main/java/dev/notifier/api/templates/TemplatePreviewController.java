package dev.notifier.api.templates;

import static dev.notifier.api.templates.TemplateService.name;

import dev.notifier.api.http.VersionParameter;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The requests for previews of templates. */
@RestController
final class TemplatePreviewController {
  private final TemplatePreviewService previews;
  private final TemplateService service;
  private final WorkLimit work;

  TemplatePreviewController(
      TemplatePreviewService previews, TemplateService service, WorkLimit work) {
    this.work = work;
    this.previews = previews;
    this.service = service;
  }

  /** Previews the template in the body: {@code {"template":{…},"data":{…}}}. */
  @PostMapping("/v1/templates/preview")
  @RequiresScope(Scope.TEMPLATES_READ)
  TemplatePreviewDocument template(HttpServletRequest request) throws IOException {
    PreviewRequest preview = PreviewRequest.read(request);
    String tenant = Caller.of(request).tenant();
    return work.call(() -> previews.preview(tenant, preview.source(), preview.eventData()));
  }

  @PostMapping("/v1/templates/{id}/draft/preview")
  @RequiresScope(Scope.TEMPLATES_READ)
  TemplatePreviewDocument draft(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    return preview(service.draft(name(request, id)).source(), request);
  }

  @PostMapping("/v1/templates/{id}/versions/{version}/preview")
  @RequiresScope(Scope.TEMPLATES_READ)
  TemplatePreviewDocument version(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    return preview(
        service.version(name(request, id), VersionParameter.parse(version)).source(), request);
  }

  private TemplatePreviewDocument preview(Map<String, Object> source, HttpServletRequest request)
      throws IOException {
    PreviewRequest preview = PreviewRequest.read(request);
    String tenant = Caller.of(request).tenant();
    return work.call(
        () -> previews.preview(tenant, TemplateSourceReader.stored(source), preview.eventData()));
  }
}
