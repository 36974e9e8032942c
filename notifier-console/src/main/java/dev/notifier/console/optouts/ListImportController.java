package dev.notifier.console.optouts;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.optouts.ListImport.DoNotCall;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.FileForm;
import dev.notifier.console.web.Html;
import dev.notifier.console.web.Upload;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Imports lists of opt-outs, and the national do-not-call list, while they arrive. */
@Controller
final class ListImportController {
  private static final String CSV = "text/csv";
  private static final String JSON_LINES = "application/x-ndjson";
  private static final String IMPORT_TITLE = "opt-outs.import-title";

  /** What a list of opt-outs looks like. */
  private static final String EXAMPLE =
      """
      phone,purposes,channel,at,note
      0912345678,ADVERTISING,letter,2026-12-01T08:00:00+07:00,Letter 17
      0987654321,GENERAL_INFO ADVERTISING,office,2026-12-01T09:30:00+07:00,Form at the office
      """;

  private final Pages pages;
  private final InstantSource clock;

  ListImportController(Pages pages, InstantSource clock) {
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping("/opt-outs/import")
  Html form(ConsoleRequest request) {
    return imported(request, null, FormProblems.none());
  }

  @GetMapping("/opt-outs/example.csv")
  ResponseEntity<String> example(ConsoleRequest request) {
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf(CSV))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"example.csv\"")
        .body(EXAMPLE);
  }

  @Upload("opt-outs:write")
  @PostMapping("/opt-outs/import")
  Html importOptOuts(HttpServletRequest http, ConsoleRequest request) throws IOException {
    Page page = pages.of(request, IMPORT_TITLE);
    try (FileForm form = FileForm.read(http, clock)) {
      String wrong = wrong(form);
      if (wrong != null) {
        return imported(request, null, FormProblems.of("file", page.t(wrong)));
      }
      String allTenants = form.fields().has("allTenants") ? "true" : null;
      ListImport done =
          request
              .api()
              .upload(
                  ApiPath.of("/v1/opt-outs/import").with("allTenants", allTenants),
                  type(form),
                  form.file(),
                  ListImport.class);
      return imported(request, done, FormProblems.none());
    } catch (ApiException e) {
      return imported(request, null, FormProblems.of(page, e.problem()));
    }
  }

  private Html imported(ConsoleRequest request, @Nullable ListImport done, FormProblems problems) {
    Page page = pages.of(request, "opt-outs.import-title");
    Html.Template template =
        (out, none) -> JteimportGenerated.render(out, none, page, done, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  @GetMapping("/opt-outs/do-not-call")
  Html doNotCall(HttpServletRequest http, ConsoleRequest request) {
    if (ConsoleRequest.isPart(http)) {
      Page page = pages.of(request, "opt-outs.do-not-call-title");
      DoNotCall list = read(request);
      return Html.of((out, none) -> JtelistGenerated.render(out, none, page, list));
    }
    return doNotCall(request, null, FormProblems.none());
  }

  @Upload("do-not-call:write")
  @PostMapping("/opt-outs/do-not-call")
  Html replace(HttpServletRequest http, ConsoleRequest request) throws IOException {
    Page page = pages.of(request, "opt-outs.do-not-call-title");
    try (FileForm form = FileForm.read(http, clock)) {
      String wrong = wrong(form);
      if (wrong != null) {
        return doNotCall(request, null, FormProblems.of("file", page.t(wrong)));
      }
      String force = form.fields().has("force") ? "true" : null;
      ListImport done =
          request
              .api()
              .upload(
                  "PUT",
                  ApiPath.of("/v1/do-not-call").with("force", force),
                  Map.of(HttpHeaders.CONTENT_TYPE, type(form)),
                  form.file(),
                  ListImport.class);
      return doNotCall(request, done, FormProblems.none());
    } catch (ApiException e) {
      return doNotCall(request, null, FormProblems.of(page, e.problem()));
    }
  }

  private Html doNotCall(ConsoleRequest request, @Nullable ListImport done, FormProblems problems) {
    Page page = pages.of(request, "opt-outs.do-not-call-title");
    DoNotCall list = read(request);
    Html.Template template =
        (out, none) -> JtedonotcallGenerated.render(out, none, page, list, done, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  private static DoNotCall read(ConsoleRequest request) {
    return request.api().get(ApiPath.of("/v1/do-not-call"), DoNotCall.class);
  }

  /** The text of what is wrong with the file; null if it can be sent. */
  private static @Nullable String wrong(FileForm form) {
    if (form.fileName().isEmpty()) {
      return "opt-outs.no-file";
    }
    return form.fileName().endsWith(".xlsx") || form.fileName().endsWith(".xls")
        ? "opt-outs.spreadsheet"
        : null;
  }

  private static String type(FileForm form) {
    return form.fileName().endsWith(".ndjson") || form.fileName().endsWith(".jsonl")
        ? JSON_LINES
        : CSV;
  }
}
