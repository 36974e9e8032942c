package dev.notifier.console.web;

import dev.notifier.console.web.Assets.Asset;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves the files of pages. */
@Controller
final class AssetsController {
  private static final String GZIP = "gzip";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final Assets assets;

  AssetsController(Assets assets) {
    this.assets = assets;
  }

  @GetMapping("/assets/{address}")
  @WithoutSession
  void file(@PathVariable String address, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Asset> found = assets.find(address);
    if (found.isEmpty()) {
      response.setStatus(HttpStatus.NOT_FOUND.value());
      response.setContentLength(0);
      return;
    }
    String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    boolean packed = accepted != null && accepted.contains(GZIP);
    byte[] content = found.get().content(packed);
    response.setHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER);
    response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (packed) {
      response.setHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
    }
    response.setContentType(found.get().type());
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }
}
