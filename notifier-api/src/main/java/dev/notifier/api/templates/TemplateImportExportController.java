package dev.notifier.api.templates;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.api.security.Caller;
import dev.notifier.store.templates.AuditInfo;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The requests that export and import all templates as files. */
@RestController
final class TemplateImportExportController {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("An import", List.of("application/json"), 8 << 20);
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "ImportRequest",
          new RequestSchema.Codes(ErrorCode.INVALID_IMPORT, ErrorCode.INVALID_IMPORT));

  private final TemplateImportExport files;

  TemplateImportExportController(TemplateImportExport files) {
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
  TemplateImportExport.Files exportAll() {
    return files.exportAll();
  }

  @PostMapping("/v1/templates/import")
  TemplateImportExport.ImportResult importAll(
      @RequestParam(defaultValue = "false") boolean dryRun, HttpServletRequest request)
      throws IOException {
    ImportRequest body = SCHEMA.bind(CommandBody.read(request, BODY).object(), ImportRequest.class);
    AuditInfo auditInfo = new AuditInfo(Caller.of(request), body.reason());
    return files.importAll(body.files(), dryRun, auditInfo);
  }
}
