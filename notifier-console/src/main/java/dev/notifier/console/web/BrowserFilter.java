package dev.notifier.console.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sets the headers that confine a page, and refuses commands that another page has sent. The cookie
 * is not sent with these, and a browser says where a request comes from: Fetch Metadata, or the
 * header Origin of older ones.
 */
public final class BrowserFilter extends OncePerRequestFilter {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String SAME_ORIGIN = "same-origin";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Cross-Origin-Opener-Policy", SAME_ORIGIN);
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (READING.contains(request.getMethod()) || isFromConsole(request)) {
      chain.doFilter(request, response);
    } else {
      response.setStatus(HttpStatus.FORBIDDEN.value());
      response.setContentType("text/plain;charset=UTF-8");
      response
          .getWriter()
          .write(
              "Một trang khác đã gửi yêu cầu này. Hãy mở trang quản trị và thử lại.\n"
                  + "Another page has sent this request. Open the console, and try again.\n");
    }
  }

  private static boolean isFromConsole(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals(SAME_ORIGIN);
    }
    @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
    @Nullable String host = request.getHeader(HttpHeaders.HOST);
    return origin != null
        && host != null
        && origin.substring(origin.indexOf("://") + 1).equals("//" + host);
  }
}
