package dev.notifier.console.batches;

import dev.notifier.console.api.Api.Uploaded;
import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Download;
import dev.notifier.console.web.Html;
import dev.notifier.console.web.Upload;
import dev.notifier.console.web.UploadBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which a file is uploaded, and where its script sends it. */
@Controller
final class UploadPageController {
  private static final String COMPLETE = "Upload-Complete";

  private final Pages pages;

  UploadPageController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/batches/new")
  Html form(@RequestParam(defaultValue = "") String type, ConsoleRequest request) {
    List<EventTypes.Type> types = BatchListController.types(request);
    FileColumns columns = type.isEmpty() ? FileColumns.none() : columns(request, type);
    Page page = pages.of(request, "batches.upload.title");
    return Html.of((out, none) -> JteuploadGenerated.render(out, none, page, types, type, columns));
  }

  /** None if they cannot be read: the example is enough. */
  private static FileColumns columns(ConsoleRequest request, String type) {
    try {
      return request.api().get(ApiPath.of("/v1/event-types/{}/columns", type), FileColumns.class);
    } catch (ApiException e) {
      return FileColumns.none();
    }
  }

  @Download
  @GetMapping("/batches/example")
  void example(
      @RequestParam String type,
      @RequestParam(defaultValue = "") String format,
      ConsoleRequest request,
      HttpServletResponse response)
      throws IOException {
    String kind = Downloads.format(format);
    ApiPath path = ApiPath.of("/v1/event-types/{}/example." + kind, type);
    Downloads.send(request, path, kind, "example", response);
  }

  /**
   * Passes a file on while it arrives. The response is 201 with the page of the batch, or what is
   * to be shown: which batch has the same file (200), or why it was refused. With {@code
   * Upload-Complete: ?0} there is no file yet, and 201 has the address of {@link
   * LargeUploadController}, which gets it.
   */
  @Upload("batches:write")
  @PostMapping("/batches/upload")
  Html upload(
      @RequestParam(defaultValue = "") String type,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String again,
      ConsoleRequest request,
      HttpServletRequest http,
      HttpServletResponse response)
      throws IOException {
    Page page = pages.of(request, "batches.upload.title");
    ApiPath path =
        ApiPath.of("/v1/batches").with("type", type).with("name", name).with("again", again);
    Uploaded<BatchView> uploaded;
    try (UploadBody body = new UploadBody(http.getInputStream())) {
      uploaded = request.api().uploadOnce(path, headers(http), body, BatchView.class);
    } catch (ApiException e) {
      FormProblems problems = FormProblems.of(page, e.problem());
      return Html.invalid((out, none) -> JterefusedGenerated.render(out, none, page, problems));
    }
    BatchView batch = uploaded.document();
    if (batch.is("RECEIVING")) {
      response.setHeader(
          HttpHeaders.LOCATION, request.href("batches/upload?id=" + batch.batchId()));
      return new Html(HttpStatus.CREATED, (_, _) -> {});
    }
    response.setHeader(
        HttpHeaders.LOCATION,
        request.href("batches/" + batch.batchId() + "?notice=batches.uploaded"));
    HttpStatus status = uploaded.isNew() ? HttpStatus.CREATED : HttpStatus.OK;
    return new Html(status, (out, none) -> JteknownGenerated.render(out, none, page, batch));
  }

  private static Map<String, String> headers(HttpServletRequest http) {
    Map<String, String> headers = new HashMap<>();
    headers.put(
        HttpHeaders.CONTENT_TYPE,
        Objects.requireNonNullElse(http.getContentType(), "application/octet-stream"));
    String complete = http.getHeader(COMPLETE);
    if (complete != null) {
      headers.put(COMPLETE, complete);
    }
    return headers;
  }
}
