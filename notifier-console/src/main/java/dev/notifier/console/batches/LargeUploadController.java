package dev.notifier.console.batches;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.api.ApiProblem;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Html;
import dev.notifier.console.web.Upload;
import dev.notifier.console.web.UploadBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where the script of the upload page sends a large file. When the connection has broken, the
 * script asks how much has arrived, and sends the rest.
 */
@Controller
final class LargeUploadController {
  private static final String OFFSET = "Upload-Offset";

  /** Another request was faster: the script asks again what has become of the file. */
  private static final Set<String> OUTDATED = Set.of("upload-offset", "batch-state", "conflict");

  private static final ApiProblem GONE =
      new ApiProblem(HttpStatus.NOT_FOUND.value(), "batch-not-found", null, null, List.of(), null);

  private final Pages pages;

  LargeUploadController(Pages pages) {
    this.pages = pages;
  }

  /**
   * Passes the rest of a file on while it arrives. The response is as that of an upload in one
   * request; another status than 201, 200 and 422 means that the script may try again.
   */
  @Upload("batches:write")
  @PatchMapping("/batches/upload")
  Html append(
      @RequestParam String id,
      @RequestHeader(OFFSET) String offset,
      ConsoleRequest request,
      HttpServletRequest http,
      HttpServletResponse response)
      throws IOException {
    Page page = pages.of(request, "batches.upload.title");
    Map<String, String> headers =
        Map.of(HttpHeaders.CONTENT_TYPE, "application/partial-upload", OFFSET, offset);
    try (UploadBody body = new UploadBody(http.getInputStream())) {
      ApiPath path = ApiPath.of("/v1/batches/{}/file", id);
      BatchView batch = request.api().upload("PATCH", path, headers, body, BatchView.class);
      response.setHeader(HttpHeaders.LOCATION, address(request, batch));
      boolean isNew = batch.batchId().equals(id);
      return new Html(
          isNew ? HttpStatus.CREATED : HttpStatus.OK,
          (out, none) -> JteknownGenerated.render(out, none, page, batch));
    } catch (ApiException e) {
      if (isTemporary(e.problem())) {
        throw e;
      }
      FormProblems problems = FormProblems.of(page, e.problem());
      return Html.invalid((out, none) -> JterefusedGenerated.render(out, none, page, problems));
    }
  }

  private static boolean isTemporary(ApiProblem problem) {
    HttpStatus status = HttpStatus.resolve(problem.status());
    return status == null
        || status.is5xxServerError()
        || status == HttpStatus.UNAUTHORIZED
        || status == HttpStatus.REQUEST_TIMEOUT
        || status == HttpStatus.TOO_MANY_REQUESTS
        || OUTDATED.contains(problem.id());
  }

  /** Says how much has arrived, or where the page of the batch is if all has. */
  @GetMapping("/batches/upload")
  Html arrived(@RequestParam String id, ConsoleRequest request, HttpServletResponse response) {
    BatchView batch = request.api().get(ApiPath.of("/v1/batches/{}", id), BatchView.class);
    if (batch.is("RECEIVING") && batch.endedAt() != null) {
      // Nothing of it has arrived for long, so it is being deleted.
      throw new ApiException(GONE);
    }
    if (batch.is("RECEIVING")) {
      response.setHeader(OFFSET, Long.toString(batch.file().bytes()));
    } else {
      response.setHeader(HttpHeaders.LOCATION, address(request, batch));
    }
    return Html.of((_, _) -> {});
  }

  private static String address(ConsoleRequest request, BatchView batch) {
    String notice = batch.is("CANCELLED") ? "" : "?notice=batches.uploaded";
    return request.href("batches/" + batch.batchId() + notice);
  }
}
