package dev.notifier.api.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request of which some headers are hidden. */
final class RequestWithoutHeaders extends HttpServletRequestWrapper {
  private final Set<String> hidden;

  /**
   * @param hidden the names in lower case
   */
  RequestWithoutHeaders(HttpServletRequest request, Set<String> hidden) {
    super(request);
    this.hidden = hidden;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isHidden(name) ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(
        Collections.list(super.getHeaderNames()).stream().filter(name -> !isHidden(name)).toList());
  }

  @Override
  public @Nullable String getContentType() {
    return isHidden("content-type") ? null : super.getContentType();
  }

  private boolean isHidden(String name) {
    return hidden.contains(name.toLowerCase(Locale.ROOT));
  }
}
