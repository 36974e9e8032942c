package dev.notifier.api.templates;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.templates.AuditInfo;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The requests that export and import the templates of a tenant as files. */
@RestController
final class TemplateImportExportController {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("An import", List.of("application/json"), 8 << 20);
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "ImportRequest",
          new RequestSchema.Codes(ErrorCode.INVALID_IMPORT, ErrorCode.INVALID_IMPORT));

  private final TemplateImportExport files;
  private final WorkLimit work;
  private final JsonMapper json;

  TemplateImportExportController(TemplateImportExport files, WorkLimit work, JsonMapper json) {
    this.work = work;
    this.json = json;
    this.files = files;
  }

  /**
   * The files to import.
   *
   * @param reason empty if no reason is given
   */
  record ImportRequest(List<TemplateImportExport.File> files, String reason) {
    ImportRequest {
      reason = Objects.requireNonNullElse(reason, "");
    }
  }

  @GetMapping("/v1/templates/export")
  @RequiresScope(Scope.TEMPLATES_READ)
  void exportAll(HttpServletRequest request, HttpServletResponse response) {
    String tenant = Caller.of(request).tenant();
    work.call(() -> {
      write(tenant, response);
      return response;
    });
  }

  /** Writes one file after the other, because together they may exceed the memory. */
  private void write(String tenant, HttpServletResponse response) {
    try {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      JsonGenerator out = json.createGenerator(response.getOutputStream());
      out.writeStartObject();
      out.writeArrayPropertyStart("files");
      files.exportAll(tenant, out::writePOJO);
      out.writeEndArray();
      out.writeEndObject();
      // Not closed after a failure: that would complete a part to a valid document.
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @PostMapping("/v1/templates/import")
  @Audited("importTemplates")
  @RequiresScope(Scope.TEMPLATES_WRITE)
  TemplateImportExport.ImportResult importAll(
      @RequestParam(defaultValue = "false") boolean dryRun, HttpServletRequest request)
      throws IOException {
    ImportRequest body = SCHEMA.bind(CommandBody.read(request, BODY).object(), ImportRequest.class);
    Caller caller = Caller.of(request);
    AuditInfo auditInfo = new AuditInfo(caller.name(), body.reason());
    if (dryRun) {
      AuditTrail.previewed();
    }
    return work.call(() -> files.importAll(caller.tenant(), body.files(), dryRun, auditInfo));
  }
}
