package dev.notifier.api.templates;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.store.templates.AuditInfo;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gives all templates as files and takes them back. */
@RestController
final class TemplateImportExportController {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final CommandBody.Allowed FILES =
      new CommandBody.Allowed("An import", List.of("application/json"), 8 << 20);
  private static final int MAX_FILES = 1_000;
  private static final int MAX_PATH_CHARACTERS = 300;

  private final TemplateImportExport exchange;

  TemplateImportExportController(TemplateImportExport exchange) {
    this.exchange = exchange;
  }

  @GetMapping("/v1/templates/export")
  TemplateImportExport.Documents exported() {
    return exchange.exported();
  }

  @PostMapping("/v1/templates/import")
  TemplateImportExport.Results imported(
      @RequestParam(defaultValue = "false") boolean dryRun, HttpServletRequest request)
      throws IOException {
    JsonNode body = json(CommandBody.read(request, FILES).bytes());
    String why = body.path("why").asString("");
    return exchange.imported(files(body), dryRun, new AuditInfo(Caller.of(request), why));
  }

  private static JsonNode json(byte[] octets) {
    try {
      return JSON.readTree(octets);
    } catch (JacksonException e) {
      throw new ProblemException(ErrorCode.NOT_JSON);
    }
  }

  private static List<TemplateImportExport.Document> files(JsonNode body) {
    JsonNode given = body.path("files");
    if (!given.isArray() || given.isEmpty() || given.size() > MAX_FILES) {
      throw bad("Send {\"files\": [{\"path\": …, \"content\": …}]} with 1 to 1,000 files");
    }
    List<TemplateImportExport.Document> files = new ArrayList<>();
    for (JsonNode file : given) {
      String path = file.path("path").asString("");
      if (path.isEmpty()
          || path.length() > MAX_PATH_CHARACTERS
          || !file.path("content").isString()) {
        throw bad("Each file has a path and a content, both texts");
      }
      files.add(new TemplateImportExport.Document(path, file.path("content").stringValue()));
    }
    return files;
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_IMPORT, detail + "."));
  }
}
